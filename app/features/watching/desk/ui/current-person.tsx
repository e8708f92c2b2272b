import { Link, type FetcherWithComponents } from "@remix-run/react";
import type { DeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { PROOFS } from "#app/features/people/riders/rider.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { Instant } from "#app/time/instant.ts";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { Unsent } from "#app/features/ground/outbox/outbox.ts";
import { deskState } from "./day-list.tsx";

interface Props {
  booking: DeskBooking;
  service: Service | undefined;
  zone: Zone;
  now: Instant;
  pointId: string;
  outbox: Unsent[];
  offline: boolean;
  fetcher: FetcherWithComponents<unknown>;
  onCheckIn: (booking: DeskBooking, proof: string | null) => void;
  onWithdraw: (code: string) => void;
}

/** Who stands at the desk: what they booked, what they show, and what comes next. */
export function CurrentPerson({
  booking,
  service,
  zone,
  now,
  pointId,
  outbox,
  offline,
  fetcher,
  onCheckIn,
  onWithdraw,
}: Props) {
  const { t, pick } = useStaffWords();
  const state = deskState(booking, now, outbox);
  const topic = service?.topics.find(({ id }) => id === booking.topicId);
  const step = (to: string, word: Parameters<typeof t>[0], className = "button") => (
    <fetcher.Form method="post">
      <input type="hidden" name="act" value="step" />
      <input type="hidden" name="booking" value={booking.id} />
      <button type="submit" name="to" value={to} className={className} disabled={offline}>
        {t(word)}
      </button>
    </fetcher.Form>
  );
  const proofs = service && service.proof.length > 0 ? service.proof : PROOFS;
  const waiting = state === "booked" || state === "late" || state === "no-show";
  return (
    <section className="desk-panel" aria-labelledby="person-title">
      <div className="desk-person">
        <div className="row-between">
          <h2 id="person-title" className="desk-person-name" tabIndex={-1}>
            {booking.name ?? t(`rider.${booking.riderKind}`)}
          </h2>
          <span className="desk-mark" data-state={state}>
            {t(`desk.state.${state}`)}
          </span>
        </div>
        <p className="row">
          <span className="desk-code">{formatCode(booking.code)}</span>
          <strong className="large">{timeWords(booking.start, zone)}</strong>
        </p>
        <p>
          {service ? pick(service.name, service.name_en) : ""} · {t(`rider.${booking.riderKind}`)}
        </p>
        {topic ? <p>{t("desk.topic", { topic: pick(topic.name, topic.name_en) })}</p> : null}
        {booking.note ? (
          <p className="notice">{booking.note}</p>
        ) : booking.hasNote ? (
          <p className="quiet small">{t("desk.noteForProfessional")}</p>
        ) : null}
        {waiting ? (
          <div className="stack">
            <p className="strong">{t("desk.proofAsk")}</p>
            <div className="acts">
              {proofs.map((proof) => (
                <button
                  key={proof}
                  type="button"
                  className="button button-brand"
                  onClick={() => onCheckIn(booking, proof)}
                >
                  {t(`proof.${proof}`)}
                </button>
              ))}
              <button type="button" className="button" onClick={() => onCheckIn(booking, null)}>
                {t("desk.proofNone")}
              </button>
            </div>
          </div>
        ) : null}
        {booking.checkedInAt && booking.status !== "booked" ? (
          <p>
            {t("desk.checkedInAt", { time: timeWords(booking.checkedInAt, zone) })}
            {booking.proof ? ` · ${t(`proof.${booking.proof}`)}` : ""}
          </p>
        ) : null}
        <div className="acts">
          {state === "unsent" ? (
            <button type="button" className="button" onClick={() => onWithdraw(booking.code)}>
              {t("desk.undoCheckIn")}
            </button>
          ) : null}
          {booking.status === "checked-in" ? step("served", "desk.serve", "button button-main") : null}
          {booking.status === "checked-in" ? step("booked", "desk.undoCheckIn") : null}
          {booking.status === "booked" && state !== "unsent" ? step("no-show", "desk.noShow") : null}
          {booking.status === "served" ? step("checked-in", "desk.undoServe") : null}
          {booking.status === "no-show" ? step("booked", "desk.undoNoShow") : null}
        </div>
        {booking.status === "served" || booking.status === "checked-in" ? (
          <Link className="button" to={`/desk/${pointId}/book?of=${booking.id}`}>
            {t("desk.followUp")}
          </Link>
        ) : null}
      </div>
    </section>
  );
}
