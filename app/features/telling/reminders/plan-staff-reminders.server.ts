import type { Db } from "#db/db.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { findOperators, findStaffAt, findStaffDevices } from "#app/features/people/staff/find-staff.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { claimForMessages, shiftForMessages } from "#app/features/serving/roster/show-roster.server.ts";
import { qualifies } from "#app/features/serving/roster/shift.ts";
import type { RecordedEntry } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import {
  shiftRemindersFor,
  type Channel,
  type Reminder,
  type ReminderKind,
} from "#app/features/telling/messages/reminder.ts";
import { cancelReminders, insertReminders } from "./reminders.store.server.ts";

const CHANNELS: Channel[] = ["inbox", "push"];
/** Minutes for which a call for hands is worth hearing. */
const ALERT_LIFE = 240;

/** What happened at a point's roster and doors → what those who serve are told. */
export async function planForStaff(app: App, trx: Db, entry: RecordedEntry): Promise<void> {
  switch (entry.verb) {
    case "shift.claimed":
      return planShift(app, trx, entry);
    case "shift.promoted":
      await planShift(app, trx, entry);
      return tellClaimer(app, trx, entry, "shift-yours");
    case "shift.released": {
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      return entry.actor.kind === "system" ? tellClaimer(app, trx, entry, "shift-lost") : undefined;
    }
    case "shift.stood-down":
      return cancelReminders(trx, entry.pointId!, entry.subject.id);
    case "shift.freed":
      return tellFit(app, trx, entry, "shift-freed");
    case "shift.cover-asked":
      return tellFit(app, trx, entry, "shift-cover");
    case "shift.swap-asked":
      return tellOne(app, trx, entry, "swap-asked", entry.after.staff as string, entry.after.swap as string);
    case "shift.swapped":
      await cancelReminders(trx, entry.pointId!, entry.subject.id);
      await planShift(app, trx, entry, entry.after.claim as string);
      return tellOne(app, trx, entry, "swap-accepted", entry.before.staff as string, entry.id);
    case "shift.swap-declined":
      return tellOne(app, trx, entry, "swap-declined", entry.before.staff as string, entry.id);
    case "point.unstaffed":
      return tellAll(app, trx, entry, "point-unstaffed", entry.pointId!, await wardens(app, trx, entry.pointId!));
    case "door-task.opened":
      return tellAll(app, trx, entry, "door-task", entry.subject.id, await wardens(app, trx, entry.pointId!));
    default:
      return undefined;
  }
}

/** The managers of a point and the operators of its city. */
async function wardens(app: App, trx: Db, pointId: string): Promise<Staff[]> {
  const point = await findPoint(trx, pointId);
  if (!point) return [];
  const managers = (await findStaffAt(app, trx, pointId)).filter(({ roles }) =>
    roles.some((held) => held.pointId === pointId && held.role === "manager"),
  );
  const operators = await findOperators(app, trx, point.cityId);
  return [...managers, ...operators.filter(({ id }) => !managers.some((one) => one.id === id))];
}

async function planShift(app: App, trx: Db, entry: RecordedEntry, claimId = entry.subject.id): Promise<void> {
  const shown = await claimForMessages(trx, claimId);
  const deviceId = shown && (await findStaffDevices(trx, [shown.claim.staffId])).get(shown.claim.staffId);
  if (!shown || !deviceId) return;
  const reminders = shiftRemindersFor(shown.shift.start, entry.at, shown.claim.status === "claimed");
  await insertReminders(
    trx,
    reminders.flatMap(({ kind, dueAt }) =>
      CHANNELS.map((channel): Reminder => ({
        id: app.ids.id(),
        pointId: shown.shift.pointId,
        subjectId: shown.claim.id,
        slotId: shown.shift.id,
        deviceId,
        kind,
        channel,
        dueAt,
        expiresAt: shown.shift.start,
        attempts: 0,
      })),
    ),
    entry.at,
  );
}

async function tellClaimer(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind): Promise<void> {
  return tellOne(app, trx, entry, kind, entry.after.staff as string, entry.id);
}

async function tellOne(
  app: App,
  trx: Db,
  entry: RecordedEntry,
  kind: ReminderKind,
  staffId: string,
  once: string,
): Promise<void> {
  const deviceId = (await findStaffDevices(trx, [staffId])).get(staffId);
  const start = entry.after.starts_at as Instant;
  if (!deviceId) return;
  await insertReminders(
    trx,
    CHANNELS.map((channel) => ({
      id: app.ids.id(),
      pointId: entry.pointId!,
      subjectId: entry.subject.id,
      slotId: once,
      deviceId,
      kind,
      channel,
      dueAt: entry.at,
      expiresAt: start,
      attempts: 0,
    })),
    entry.at,
  );
}

/** Everybody of the point who could take the shift and has not. */
async function tellFit(app: App, trx: Db, entry: RecordedEntry, kind: ReminderKind): Promise<void> {
  const shown = await shiftForMessages(trx, entry.subject.id);
  if (!shown) return;
  const people = (await findStaffAt(app, trx, shown.shift.pointId)).filter(
    (one) => qualifies(shown.shift, one.roles) && !shown.claims.some(({ staffId }) => staffId === one.id),
  );
  return tellAll(app, trx, entry, kind, shown.shift.id, people, shown.shift.end);
}

async function tellAll(
  app: App,
  trx: Db,
  entry: RecordedEntry,
  kind: ReminderKind,
  subjectId: string,
  people: Staff[],
  until?: Instant,
): Promise<void> {
  await insertReminders(
    trx,
    people.flatMap(({ deviceId }) =>
      CHANNELS.map((channel): Reminder => ({
        // Each time that it happens is told anew.
        id: app.ids.id(),
        pointId: entry.pointId!,
        subjectId,
        slotId: `${deviceId}:${entry.id}`,
        deviceId,
        kind,
        channel,
        dueAt: entry.at,
        expiresAt: until ?? plusMinutes(entry.at, ALERT_LIFE),
        attempts: 0,
      })),
    ),
    entry.at,
  );
}
