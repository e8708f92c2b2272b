import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { findPoints } from "#app/features/places/points/find-point.server.ts";
import { servedBy, staffText } from "#app/asking/staff-visitor.server.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ context }: LoaderFunctionArgs) {
  const { staff } = await servedBy(context);
  const ids = [...new Set(staff.roles.flatMap(({ pointId }) => pointId ?? []))];
  if (ids.length === 0) throw redirect("/duty");
  if (ids.length === 1) throw redirect(`/desk/${ids[0]}`);
  const points = await findPoints(context.app.db, ids);
  return {
    title: staffText(context.visit, "desk.choose"),
    points: ids.flatMap((id) => points.get(id) ?? []).map(({ id, name, name_en }) => ({ id, name, name_en })),
  };
}

export const meta = titled;

export default function DeskChoice() {
  const { points } = useLoaderData<typeof loader>();
  const { t, pick } = useStaffWords();
  return (
    <main id="main" className="staff-page staff-narrow" tabIndex={-1}>
      <h1>{t("desk.choose")}</h1>
      <ul className="stack">
        {points.map((point) => (
          <li key={point.id}>
            <Link className="button" to={`/desk/${point.id}`}>
              {pick(point.name, point.name_en)}
            </Link>
          </li>
        ))}
      </ul>
    </main>
  );
}
