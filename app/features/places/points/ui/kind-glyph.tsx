import { BedSingle, BookOpen, BriefcaseBusiness, Coffee, Cross, Scale } from "lucide-react";
import type { PointKind } from "#app/features/places/points/point.ts";

export const KIND_GLYPHS = {
  "rider-clinic": Cross,
  "rest-point": Coffee,
  "legal-desk": Scale,
  "labour-station": BriefcaseBusiness,
  "youth-station": BedSingle,
  classroom: BookOpen,
} as const satisfies Record<PointKind, typeof Cross>;

/** The glyph that tells a kind of point, the same everywhere. */
export function KindGlyph({ kind }: { kind: PointKind }) {
  const Glyph = KIND_GLYPHS[kind];
  return (
    <span className="glyph">
      <Glyph aria-hidden />
    </span>
  );
}
