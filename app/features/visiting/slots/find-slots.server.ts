import type { Db } from "#db/db.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { ServiceDay, Slot } from "./slot.ts";
import { daysOf, markUsed, slotOf, slotsOf } from "./slots.store.server.ts";

/** One slot. */
export async function findSlot(db: Db, id: string): Promise<Slot | undefined> {
  return slotOf(db, id);
}

/** A service's slots and days from one date to another, both included. */
export async function findSlots(
  db: Db,
  service: Pick<Service, "id" | "pointId">,
  from: CivilDate,
  to: CivilDate,
): Promise<{ slots: Slot[]; days: Map<CivilDate, ServiceDay> }> {
  return { slots: await slotsOf(db, service.id, from, to), days: await daysOf(db, service, from, to) };
}

/** Keeps a slot from being remade because somebody waits for it. */
export async function keepSlot(trx: Db, slot: Slot): Promise<void> {
  await markUsed(trx, slot);
}
