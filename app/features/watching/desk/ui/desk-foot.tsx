import type { FetcherWithComponents } from "@remix-run/react";
import { nextSupplyState, SUPPLIES, type Supply } from "#app/features/places/supplies/supply.ts";
import { VISIT_KINDS, type VisitCounts, type VisitKind } from "#app/features/visiting/visits/visit.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { Unsent } from "#app/features/ground/outbox/outbox.ts";

/** Visits that need no phone: one press each, sent later where there is no network. */
export function VisitButtons({
  visits,
  outbox,
  onVisit,
}: {
  visits: VisitCounts;
  outbox: Unsent[];
  onVisit: (kind: VisitKind) => void;
}) {
  const { t } = useStaffWords();
  return (
    <section aria-label={t("desk.visits")}>
      <div className="visit-buttons">
        {VISIT_KINDS.map((kind) => {
          const count =
            visits[kind] +
            outbox.filter((one) => one.kind === "visit" && one.body.kind === kind && !one.refused).length;
          return (
            <button key={kind} type="button" className="button visit-button" onClick={() => onVisit(kind)}>
              <span>+ {t(`visit.${kind}`)}</span>
              <strong>{count}</strong>
            </button>
          );
        })}
      </div>
    </section>
  );
}

/** What there is now, set in one tap: there, nearly gone, gone. */
export function SupplyRow({
  supplies,
  fetcher,
  offline,
}: {
  supplies: Supply[];
  fetcher: FetcherWithComponents<unknown>;
  offline: boolean;
}) {
  const { t } = useStaffWords();
  return (
    <section aria-labelledby="supplies-title" className="desk-panel">
      <h2 id="supplies-title">{t("desk.supplies")}</h2>
      <div className="row">
        {SUPPLIES.map((item) => {
          const state = supplies.find((one) => one.item === item)?.state;
          return (
            <fetcher.Form method="post" key={item}>
              <input type="hidden" name="act" value="supply" />
              <input type="hidden" name="item" value={item} />
              <button
                type="submit"
                name="state"
                value={nextSupplyState(state)}
                className="button supply"
                data-state={state}
                disabled={offline}
              >
                {t(`supply.${item}`)} · {t(state ? `supplyState.${state}` : "supplyState.unsaid")}
              </button>
            </fetcher.Form>
          );
        })}
      </div>
    </section>
  );
}

/** What could not be sent yet, and what was refused: visible, in words. */
export function OutboxList({ list, onDrop }: { list: Unsent[]; onDrop: (id: string) => void }) {
  const { t } = useStaffWords();
  const waiting = list.filter(({ refused }) => !refused);
  const refused = list.filter((one) => one.refused);
  if (list.length === 0) return null;
  return (
    <div className="outbox" role="status">
      {waiting.length > 0 ? <p className="strong">{t("desk.unsent", { n: waiting.length })}</p> : null}
      {refused.map((one) => (
        <p key={one.id} className="row-between">
          <span className="field-error">
            {t("desk.refused", {
              what: one.kind === "check-in" ? String(one.body.code) : t(`visit.${one.body.kind as VisitKind}`),
              why: one.refused ?? "",
            })}
          </span>
          <button type="button" className="button" onClick={() => onDrop(one.id)}>
            {t("desk.drop")}
          </button>
        </p>
      ))}
    </div>
  );
}
