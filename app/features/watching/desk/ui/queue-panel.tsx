import type { FetcherWithComponents } from "@remix-run/react";
import { Megaphone } from "lucide-react";
import { useEffect, useState } from "react";
import type { ShownQueue } from "#app/features/visiting/queue/show-ticket.server.ts";
import { ticketLabel } from "#app/features/visiting/queue/ticket.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { useStaffWords } from "#app/words/language.tsx";
import { PrintButton } from "./print-button.tsx";

interface Props {
  place: string;
  queues: ShownQueue[];
  services: Service[];
  fetcher: FetcherWithComponents<unknown>;
  offline: boolean;
  given: string | null;
}

const STATION = "nuanyi-station";

/** The queue with one great button. Which window this is stays on this device. */
export function QueuePanel({ place, queues, services, fetcher, offline, given }: Props) {
  const { t, pick } = useStaffWords();
  const [station, setStation] = useState("1");
  const [chosen, setChosen] = useState<string>();
  useEffect(() => {
    setStation(localStorage.getItem(STATION) ?? "1");
  }, []);
  const stationName = t("desk.station", { n: station });
  const atMine = (one: ShownQueue) => one.called.some((ticket) => ticket.station === stationName);
  // The queue that this window works at stays, until another is chosen.
  const queue =
    queues.find(({ serviceId }) => serviceId === chosen) ??
    queues.find(atMine) ??
    queues.find(({ waiting }) => waiting.length > 0) ??
    queues[0];
  if (!queue)
    return (
      <section className="desk-panel">
        <h2>{t("desk.queue")}</h2>
        <p className="quiet">{t("desk.noQueue")}</p>
      </section>
    );
  const service = services.find(({ id }) => id === queue.serviceId);
  // Newest first: the one that "call next" goes on from.
  const here = queue.called.filter((ticket) => ticket.station === stationName).reverse();
  const elsewhere = queue.called.filter((ticket) => ticket.station !== stationName);
  const undoable = queue.lastServed?.station === stationName ? queue.lastServed : null;
  const busy = fetcher.state !== "idle";
  const act = (name: string, value: string, ticket: string | undefined, label: string, className = "button") => (
    <fetcher.Form method="post">
      <input type="hidden" name="act" value="ticket" />
      <input type="hidden" name="ticket" value={ticket} />
      <input type="hidden" name="station" value={stationName} />
      <button type="submit" name={name} value={value} className={className} disabled={offline}>
        {label}
      </button>
    </fetcher.Form>
  );
  return (
    <section className="desk-panel" aria-labelledby="queue-title">
      <div className="row-between">
        <h2 id="queue-title">{t("desk.queue")}</h2>
        <label className="row small">
          {t("desk.window")}
          <select
            value={station}
            onChange={(event) => {
              setStation(event.target.value);
              localStorage.setItem(STATION, event.target.value);
            }}
            className="button"
          >
            {["1", "2", "3", "4", "5", "6"].map((n) => (
              <option key={n} value={n}>
                {t("desk.station", { n })}
              </option>
            ))}
          </select>
        </label>
      </div>
      {queues.length > 1 ? (
        <div className="chips chips-wrap" role="group" aria-label={t("desk.queue")}>
          {queues.map((one) => (
            <button
              key={one.serviceId}
              type="button"
              className="chip"
              aria-pressed={one.serviceId === queue.serviceId}
              onClick={() => setChosen(one.serviceId)}
            >
              {one.letter}{" "}
              {pick(
                services.find(({ id }) => id === one.serviceId)?.name ?? "",
                services.find(({ id }) => id === one.serviceId)?.name_en ?? "",
              )}{" "}
              · {one.waiting.length}
            </button>
          ))}
        </div>
      ) : (
        <p>{service ? pick(service.name, service.name_en) : ""}</p>
      )}
      <fetcher.Form method="post">
        <input type="hidden" name="act" value="call-next" />
        <input type="hidden" name="service" value={queue.serviceId} />
        <input type="hidden" name="station" value={stationName} />
        <input type="hidden" name="seen" value={here[0]?.id ?? ""} />
        <button
          type="submit"
          className="button button-main desk-call"
          disabled={offline || busy}
          accessKey="n"
          onClick={() => setChosen(queue.serviceId)}
        >
          <Megaphone className="icon" aria-hidden />
          {t("desk.callNext")}
        </button>
      </fetcher.Form>
      <div role="status" aria-live="polite">
        {here.map((ticket) => (
          <div key={ticket.id} className="desk-called">
            <div className="row-between">
              <span className="desk-number">{ticketLabel(queue.letter, ticket.number)}</span>
              <span className="quiet">{t("desk.calls", { n: ticket.calls })}</span>
            </div>
            <div className="acts">
              {act("to", "served", ticket.id, t("desk.ticketServed"))}
              {act("to", "called", ticket.id, t("desk.callAgain"))}
              {act("to", "skipped", ticket.id, t("desk.skip"))}
              {act("to", "waiting", ticket.id, t("desk.putBack"))}
            </div>
          </div>
        ))}
      </div>
      <fetcher.Form method="post">
        <input type="hidden" name="act" value="give-number" />
        <input type="hidden" name="service" value={queue.serviceId} />
        <button type="submit" className="button" disabled={offline || busy}>
          {t("desk.giveNumber")}
        </button>
      </fetcher.Form>
      {given ? (
        <div className="stack">
          <p className="good large strong" role="status">
            {t("desk.given", { label: given })}
          </p>
          <PrintButton />
          <div className="slip" aria-hidden>
            <span>{place}</span>
            <strong>{given}</strong>
            <span>{queue.waiting.length > 1 ? t("desk.waiting", { n: queue.waiting.length }) : ""}</span>
          </div>
        </div>
      ) : null}
      {elsewhere.length > 0 ? (
        <p className="small quiet">
          {t("desk.elsewhere")}{" "}
          {elsewhere.map((ticket) => `${ticketLabel(queue.letter, ticket.number)} ${ticket.station}`).join("、")}
        </p>
      ) : null}
      <h3 className="small quiet">{t("desk.waiting", { n: queue.waiting.length })}</h3>
      <div className="desk-waiting">
        {queue.waiting.map((ticket) => (
          <div key={ticket.id} className="desk-ticket" data-state={ticket.state}>
            <strong>{ticketLabel(queue.letter, ticket.number)}</strong>
            <span className="small">
              {t(ticket.state === "held" ? "desk.held" : ticket.deviceId ? "desk.byPhone" : "desk.byPaper")}
            </span>
          </div>
        ))}
      </div>
      {undoable
        ? act("to", "called", undoable.id, t("desk.undoServed", { label: ticketLabel(queue.letter, undoable.number) }))
        : null}
      {queue.skipped.length > 0 ? (
        <div className="stack">
          <h3 className="small quiet">{t("desk.skipped")}</h3>
          <div className="acts">
            {queue.skipped.map((ticket) => (
              <div key={ticket.id}>
                {act("to", "called", ticket.id, t("desk.recall", { label: ticketLabel(queue.letter, ticket.number) }))}
              </div>
            ))}
          </div>
        </div>
      ) : null}
    </section>
  );
}
