import { Bike, CarFront, CarTaxiFront, Package, Truck, UserRound } from "lucide-react";
import { useWords } from "#app/words/language.tsx";
import type { RiderKind } from "#app/features/people/riders/rider.ts";

const GLYPHS = {
  "food-rider": Bike,
  courier: Package,
  taxi: CarTaxiFront,
  "ride-hail": CarFront,
  truck: Truck,
  other: UserRound,
} as const;
const ORDER = ["food-rider", "courier", "taxi", "ride-hail", "truck", "other"] as const satisfies RiderKind[];

/** Who I am, in one press. `only` leaves out kinds that a service is not for. */
export function KindPicker({
  legend,
  chosen,
  only,
}: {
  legend: string;
  chosen: RiderKind | undefined;
  only?: RiderKind[];
}) {
  const { t } = useWords();
  const shown = only && only.length > 0 ? ORDER.filter((kind) => only.includes(kind)) : ORDER;
  return (
    <fieldset className="stack">
      <legend className="large strong">{legend}</legend>
      <div className="kinds">
        {shown.map((kind) => {
          const Glyph = GLYPHS[kind];
          return (
            <label key={kind} className="kind">
              <input type="radio" name="rider_kind" value={kind} defaultChecked={chosen === kind} required />
              <Glyph className="icon" aria-hidden />
              <span>{t(`rider.${kind}`)}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
