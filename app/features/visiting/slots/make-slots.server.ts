import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { findServicesToCut, noteCut, readSchedule } from "#app/features/visiting/services/read-schedule.server.ts";
import { isBookable, type Service } from "#app/features/visiting/services/service.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { cutSlots, type SlotCut } from "./cut-slots.ts";
import { placesInUse } from "./schedule-preview.ts";
import { deleteUnusedSlots, insertSlots, reshapeSlot, setSlotCapacity, slotsOf } from "./slots.store.server.ts";
import { insertDays } from "./days.store.server.ts";

const BATCH = 20;
/** The zone in which the date of the daily cut is told; points elsewhere are cut within a day of it. */
const CUT_ZONE = "Asia/Shanghai" as Zone;

/** Cuts the slots of services that were not cut today yet; answers how many services it did. */
export async function makeDueSlots(app: App): Promise<number> {
  const today = dateIn(CUT_ZONE, app.clock.now());
  const due = await findServicesToCut(app.db, today, BATCH);
  for (const id of due) await makeSlots(app, id);
  return due.length;
}

/** Brings the slots of one service to what its schedules say, from today to its horizon. Slots in use stay as they are. */
export async function makeSlots(app: App, serviceId: string): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app.db, async (trx) => {
    const service = await findService(trx, serviceId);
    const point = service && (await findPoint(trx, service.pointId));
    if (!service) return;
    if (point) await remakeSlots(app, trx, service, point.zone, now);
  });
}

/**
 * The same inside the caller's transaction, when the schedules have just changed. `before` are the cuts of the rules so far:
 * a slot in use that is as they cut it gets the new number of places too, never fewer than are taken.
 */
export async function remakeSlots(
  app: App,
  trx: Db,
  service: Service,
  zone: Zone,
  now: Instant,
  before: SlotCut[] = [],
): Promise<void> {
  if (isBookable(service)) await remake(app, trx, service, zone, now, before);
  await noteCut(trx, service, dateIn(CUT_ZONE, now));
}

async function remake(app: App, trx: Db, service: Service, zone: Zone, now: Instant, before: SlotCut[]): Promise<void> {
  const first = dateIn(zone, now);
  const last = plusDays(first, service.rules.horizonDays);
  const { schedules, dates } = await readSchedule(trx, service);
  const wanted = new Map(cutSlots(schedules, dates, zone, app.calendar, first, last).map((cut) => [cut.start, cut]));
  const cutBefore = new Map(before.map((cut) => [cut.start, cut]));
  const stale: string[] = [];
  for (const slot of await slotsOf(trx, service.id, first, last)) {
    const cut = wanted.get(slot.start);
    wanted.delete(slot.start);
    if (!cut) stale.push(slot.id);
    else if (cut.capacity !== slot.capacity || cut.end !== slot.end) {
      await reshapeSlot(trx, slot, cut);
      const capacity = placesInUse(slot, cut, cutBefore.get(slot.start));
      if (capacity !== slot.capacity) await setSlotCapacity(trx, slot, capacity);
    }
  }
  await deleteUnusedSlots(trx, service.pointId, stale);
  const missing = [...wanted.values()];
  await insertDays(trx, service, [...new Set(missing.map((cut) => cut.date))], service.rules.quota);
  await insertSlots(
    trx,
    service,
    missing.map((cut) => ({ ...cut, id: app.ids.id() })),
  );
}
