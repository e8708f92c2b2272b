import { randomUUID } from "node:crypto";
import { bookSlot } from "#app/features/visiting/bookings/book-slot.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { newRider, serviceNamed, setCapacity, slotAt, type TestApp } from "./app.ts";

/** A slot of one place that somebody has booked, with `count` people waiting for it. */
export async function fullSlotWithLine(app: TestApp, count: number) {
  const service = await serviceNamed(app, "骑手门诊");
  const slot = await slotAt(app, service, "2026-11-25", "14:10");
  await setCapacity(app, slot, 1);
  const holder = await newRider(app);
  const outcome = await bookSlot(app, holder, randomUUID(), { slotId: slot.id, riderKind: "courier" });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  const line: { rider: Rider; id: string }[] = [];
  for (let i = 0; i < count; i++) {
    const rider = await newRider(app);
    const joined = await joinWaitlist(app, rider, { slotId: slot.id, riderKind: "courier" });
    if (joined.kind !== "joined") throw new Error(joined.kind);
    line.push({ rider, id: joined.waiting.id });
  }
  return { service, slot, holder, bookingId: outcome.booking.id, line };
}
