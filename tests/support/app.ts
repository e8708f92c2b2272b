import { onTestFinished } from "vitest";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { beginSession } from "#app/features/people/sessions/begin-session.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import type { Slot } from "#app/features/visiting/slots/slot.ts";
import type { App } from "#app/platform/app.ts";
import { readConfig } from "#app/platform/config.server.ts";
import type { PushOutcome, PushSubscription } from "#app/platform/push.server.ts";
import type { SmsMessage } from "#app/platform/sms.server.ts";
import { stoppedClock, type SettableClock } from "#app/time/clock.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { NOW } from "./now.ts";
import { ownStore } from "./store.ts";

export { NOW };

export interface TestApp extends App {
  clock: SettableClock;
  pushes: { subscription: PushSubscription; payload: string; ttlSeconds: number; topic: string }[];
  /** What the push services answer from now on. */
  pushAnswer: (subscription: PushSubscription) => PushOutcome;
  texts: SmsMessage[];
  smsFails: boolean;
}

/** A whole app on a real store of its own, with the demonstration cities, a clock that stands, and the outside world faked. */
export async function testApp(now: Instant = NOW): Promise<TestApp> {
  const store = await ownStore({ seeded: now === NOW });
  const app = (await openApp(
    readConfig({
      DATABASE_URL: store.databaseUrl,
      ...(process.env.NUANYI_KEYS && { NUANYI_KEYS: process.env.NUANYI_KEYS }),
      NUANYI_TEST: "1",
      NUANYI_RATE_LIMITS: "off",
      LOG_LEVEL: "silent",
    }),
  )) as TestApp;
  onTestFinished(async () => {
    await closeApp(app);
    await store.drop();
  });
  const clock = stoppedClock(now);
  Object.assign(app, {
    clock,
    pushes: [],
    texts: [],
    smsFails: false,
    pushAnswer: () => ({ kind: "sent" }),
    push: {
      publicKey: app.push.publicKey,
      allows: app.push.allows,
      send: async (subscription: PushSubscription, payload: string, options: { ttlSeconds: number; topic: string }) => {
        app.pushes.push({ subscription, payload, ...options });
        return app.pushAnswer(subscription);
      },
    },
    sms: {
      send: async (message: SmsMessage) => {
        if (app.smsFails) throw new Error("sms gateway: status 503");
        app.texts.push(message);
      },
    },
  });
  await seedDemo(app);
  while ((await makeDueSlots(app)) > 0);
  return app;
}

export async function newRider(app: App): Promise<Rider> {
  return { deviceId: (await beginSession(app, "zh")).deviceId };
}

export async function serviceNamed(app: App, name: string): Promise<Service> {
  const row = await app.db
    .selectFrom("services")
    .select("point_id")
    .where("name", "=", name)
    .orderBy("id")
    .executeTakeFirstOrThrow();
  return (await findServicesOf(app.db, row.point_id)).find((service) => service.name === name)!;
}

/** Slots of a service on a date, earliest first. */
export async function slotsOn(app: App, service: Service, date: string): Promise<Slot[]> {
  return (await findSlots(app.db, service, date as CivilDate, date as CivilDate)).slots;
}

/** The slot of a service that starts at a civil time in Wuhan and Chongqing. */
export async function slotAt(app: App, service: Service, date: string, time: string): Promise<Slot> {
  const start = new Date(`${date}T${time}:00+08:00`).toISOString();
  return (await slotsOn(app, service, date)).find((slot) => slot.start === start)!;
}

/** Shrinks a slot, or a day, so that a test can fill it. */
export async function setCapacity(app: App, slot: Slot, capacity: number): Promise<void> {
  await app.db.updateTable("slots").set({ capacity }).where("id", "=", slot.id).execute();
}

export async function setQuota(app: App, service: Service, date: string, quota: number): Promise<void> {
  await app.db
    .updateTable("service_days")
    .set({ quota })
    .where("service_id", "=", service.id)
    .where("date", "=", date)
    .execute();
}

/** Where counts and claims disagree: must be empty, always. */
export async function drift(app: App): Promise<unknown[]> {
  const slots = await app.db.selectFrom("slots").selectAll().execute();
  const bookings = await app.db
    .selectFrom("bookings")
    .select(["slot_id", "date", "service_id"])
    .where("status", "in", ["booked", "checked-in", "served"])
    .execute();
  const offers = await app.db
    .selectFrom("waitlist")
    .innerJoin("slots", "slots.id", "waitlist.slot_id")
    .select(["slot_id", "date", "waitlist.service_id"])
    .where("status", "=", "offered")
    .execute();
  const held = [...bookings, ...offers];
  // Walk-ins' numbers count in the day, not in a slot.
  const tickets = await app.db
    .selectFrom("tickets")
    .select(["service_id", "date"])
    .where("state", "<>", "left")
    .execute();
  const days = await app.db.selectFrom("service_days").selectAll().execute();
  return [
    ...slots.filter(
      (slot) => slot.booked !== held.filter((one) => one.slot_id === slot.id).length || slot.booked > slot.capacity,
    ),
    ...days.filter(
      (day) =>
        day.booked !==
          [...held, ...tickets].filter((one) => one.service_id === day.service_id && one.date === day.date).length ||
        (day.quota !== null && day.booked > day.quota),
    ),
  ];
}
