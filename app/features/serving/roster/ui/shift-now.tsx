import type { FetcherWithComponents } from "@remix-run/react";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { ShownShift } from "#app/features/serving/roster/show-roster.server.ts";

interface Props {
  shifts: ShownShift[];
  me: string;
  zone: Zone;
  fetcher: FetcherWithComponents<unknown>;
  offline: boolean;
}

/** The shifts of this hour: whoever is there checks in, on the spot. */
export function ShiftNow({ shifts, me, zone, fetcher, offline }: Props) {
  const { t, pick } = useStaffWords();
  if (shifts.length === 0) return null;
  return (
    <div className="row">
      {shifts.map(({ shift, window, window_en, people, lacking }) => {
        const mine = people.find(({ staffId, kind }) => staffId === me && kind === "claim");
        const there = people.filter(({ status }) => status === "checked-in").length;
        return (
          <fetcher.Form key={shift.id} method="post" className="shift" data-lacking={there === 0 ? "" : undefined}>
            <span>
              <strong>{pick(window, window_en)}</strong> {timeWords(shift.start, zone)}–{timeWords(shift.end, zone)} ·{" "}
              {there > 0 ? t("roster.there", { n: there }) : t("roster.nobodyThere")}
            </span>
            {mine?.status === "checked-in" ? (
              <>
                <input type="hidden" name="claim" value={mine.claimId} />
                <button type="submit" name="act" value="shift-out" className="button" disabled={offline}>
                  {t("roster.checkOut")}
                </button>
              </>
            ) : mine || lacking > 0 ? (
              <>
                <input type="hidden" name="shift" value={shift.id} />
                <button type="submit" name="act" value="shift-in" className="button button-brand" disabled={offline}>
                  {t("roster.checkIn")}
                </button>
              </>
            ) : null}
          </fetcher.Form>
        );
      })}
    </div>
  );
}
