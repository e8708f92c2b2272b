import { findPeaks } from "#app/features/places/cities/find-city.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { findSlot, findSlots } from "./find-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { dateIn } from "#app/time/zone.ts";
import { chooseSlots, type SlotChoices } from "./slot-choice.ts";

/** The times of a service that a rider may choose on a date; a wanted slot names its own date. */
export async function offerTimes(
  app: Pick<App, "db" | "clock">,
  service: Service,
  point: Point,
  wanted: { date?: CivilDate | undefined; slotId?: string | undefined; riderKind?: RiderKind | undefined },
): Promise<SlotChoices> {
  const now = app.clock.now();
  const today = dateIn(point.zone, now);
  const slot = wanted.slotId ? await findSlot(app.db, wanted.slotId) : undefined;
  const { slots, days } = await findSlots(app.db, service, today, plusDays(today, service.rules.horizonDays));
  const peaks = wanted.riderKind ? await findPeaks(app.db, point.cityId, wanted.riderKind) : [];
  return chooseSlots(
    slots,
    days,
    service.rules,
    point.zone,
    peaks,
    slot?.serviceId === service.id ? slot.date : wanted.date,
    now,
  );
}
