import type { Instant } from "#app/time/instant.ts";
import { judgeAnswer, otherTimes, type Sent, type Unsent } from "./outbox.ts";

interface Problem {
  type?: string;
  title?: string;
  booking_id?: string;
}

const PATIENCE = 10_000;
const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { ...init, signal: AbortSignal.timeout(PATIENCE) });

/** Posts one entry as JSON under its own key: an answer that was lost on its way is given again. Throws without network. */
export async function sendUnsent(one: Unsent): Promise<Sent> {
  let response = await post(one);
  // A browser that was never here before has no session yet: it gets one, and asks again.
  if (response.status === 401 && one.owner === "rider") {
    await ask("/api/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ keep: "cookie" }),
    });
    response = await post(one);
  }
  const body = (await response.json().catch(() => undefined)) as (Problem & { id?: string }) | undefined;
  const judged = judgeAnswer(one.owner, response.status, body);
  if (judged.kind === "done") return { kind: "done", path: pathOf(one, body) };
  if (judged.kind === "refused" && one.kind === "booking") return bookedElse(one, body, judged);
  return judged;
}

async function post(one: Unsent): Promise<Response> {
  return ask(one.path, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": one.id, "accept-language": one.language },
    body: JSON.stringify(one.body),
  });
}

function pathOf(one: Unsent, body: { id?: string } | undefined): string | null {
  if (one.kind === "booking") return body?.id ? `/bookings/${body.id}` : "/bookings";
  return one.kind === "cancel" ? `/bookings/${one.about?.bookingId ?? ""}` : null;
}

/** A booking that was refused: it may stand already, sent once by a page whose answer was lost; else other times are looked for. */
async function bookedElse(
  one: Unsent,
  problem: Problem | undefined,
  judged: Extract<Sent, { kind: "refused" }>,
): Promise<Sent> {
  if (problem?.type === "/problems/already-booked" && problem.booking_id) {
    const booking = (await (await ask(`/api/v1/bookings/${problem.booking_id}`)).json()) as { slot?: { id: string } };
    if (booking.slot?.id === one.body.slot_id) return { kind: "done", path: `/bookings/${problem.booking_id}` };
  }
  if (
    !/\/(slot-full|day-full|slot-closed|outside-window|not-found)$/.test(problem?.type ?? "") ||
    !one.about?.serviceId
  )
    return judged;
  const response = await ask(`/api/v1/services/${one.about.serviceId}/slots`);
  if (!response.ok) return judged;
  const { slots } = (await response.json()) as { slots: { id: string; start: Instant; state: string }[] };
  const later = otherTimes(slots, one.about.start);
  return { ...judged, others: later.length > 0 ? later : otherTimes(slots, undefined) };
}
