import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { seal } from "#app/platform/sealing.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { addDevice } from "#app/features/people/sessions/begin-session.server.ts";
import type { RoleHeld, Staff } from "./staff.ts";
import { insertStaff } from "./staff.store.server.ts";
import { insertRole } from "./roles.store.server.ts";

/** Writes somebody who serves, with a first role, inside the caller's transaction. */
export async function addStaff(
  app: App,
  trx: Db,
  person: { name: string; example: boolean; role: Omit<RoleHeld, "id"> },
  now: Instant,
): Promise<Staff> {
  const id = app.ids.id();
  const deviceId = await addDevice(app, trx, "zh", now);
  await insertStaff(trx, {
    id,
    deviceId,
    nameSealed: seal(person.name, app.keys.store, `staff:${id}:name`),
    example: person.example,
    now,
  });
  const held = { ...person.role, id: app.ids.id() };
  await insertRole(trx, id, held, now);
  return { id, deviceId, name: person.name, roles: [held] };
}
