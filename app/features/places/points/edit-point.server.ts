import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor, Facts } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { draftOf, type NewPoint } from "./add-points.server.ts";
import { banksOf } from "#app/features/places/cities/cities.store.server.ts";
import { hoursOf, keepHours } from "#app/features/places/hours/hours.store.server.ts";
import type { Hours } from "#app/features/places/hours/opening.ts";
import type { PointEdit } from "./point-form.ts";
import { draftById, insertPoints, updatePoint, type PointDraft } from "./point-drafts.store.server.ts";

/** A point as its form shows it: with its hours, placed or not. */
export async function readPointDraft(
  db: Db,
  id: string,
): Promise<{ draft: PointDraft; hours: Hours | undefined } | undefined> {
  const draft = await draftById(db, id);
  return draft && { draft, hours: draft.hoursId ? (await hoursOf(db, [draft.hoursId])).get(draft.hoursId) : undefined };
}

/** The operator of a city adds a point. */
export async function createPoint(app: App, actor: Actor, cityId: string, edit: PointEdit): Promise<string> {
  const now = app.clock.now();
  const id = app.ids.id();
  await inTransaction(app.db, async (trx) => {
    const draft = await draftOf(trx, newPoint(app, cityId, edit, undefined), await banksOf(trx, cityId));
    await insertPoints(trx, [{ id, draft }], now);
    await record(trx, app.ids, now, {
      actor,
      verb: "point.created",
      subject: { kind: "point", id },
      pointId: id,
      before: {},
      after: { placed: edit.place !== null },
    });
  });
  return id;
}

/** Changes a point of a city; the trail names what was changed. */
export async function updatePointByForm(
  app: App,
  actor: Actor,
  cityId: string,
  id: string,
  edit: PointEdit,
): Promise<"updated" | "no-such-point"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const known = await draftById(trx, id);
    if (!known || known.cityId !== cityId) return "no-such-point";
    const point = newPoint(app, cityId, edit, known);
    const draft = await draftOf(trx, point, await banksOf(trx, cityId));
    if (!edit.operator) draft.operatorId = known.operatorId;
    await updatePoint(trx, id, draft, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "point.updated",
      subject: { kind: "point", id },
      pointId: id,
      before: {},
      after: changed(known, draft),
    });
    return "updated";
  });
}

/** Sets the weekly hours of a point; null when they are not known. */
export async function setHours(
  app: App,
  actor: Actor,
  pointId: string,
  hours: Hours | null,
): Promise<"set" | "no-such-point"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const known = await draftById(trx, pointId);
    if (!known) return "no-such-point";
    const hoursId = hours && (await keepHours(trx, hours));
    await updatePoint(trx, pointId, { ...known, hoursId }, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "point.hours-set",
      subject: { kind: "point", id: pointId },
      pointId,
      before: { hours: known.hoursId },
      after: { hours: hoursId },
    });
    return "set";
  });
}

function newPoint(app: App, cityId: string, edit: PointEdit, known: PointDraft | undefined): NewPoint {
  const { operator, ...rest } = edit;
  return {
    ...rest,
    cityId,
    externalId: known?.externalId ?? null,
    photo: known?.photo ?? null,
    example: known?.example ?? false,
    operator: operator ? { id: app.ids.id(), name: operator, name_en: "", enforces: false } : null,
  };
}

function changed(before: PointDraft, after: PointDraft): Facts {
  const fields = (Object.keys(after) as (keyof PointDraft)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return { fields: fields.join(",") };
}
