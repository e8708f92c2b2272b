import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { invariant } from "#app/platform/invariant.ts";
import type { Instant } from "#app/time/instant.ts";
import type { ConfirmedPhone } from "./confirm-phone-code.server.ts";
import { deviceByPhone, setVerifiedPhone } from "#app/features/people/riders/devices.store.server.ts";
import { sealOf } from "#app/features/people/riders/device-key.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { phoneContext } from "#app/features/people/riders/verified-phone.server.ts";
import { endSessionOf, insertSession } from "#app/features/people/sessions/sessions.store.server.ts";

/** The account that a phone opens: another device's when that one showed the same phone before, else this device from now on. */
export async function accountOf(
  app: App,
  trx: Db,
  rider: Rider,
  phone: ConfirmedPhone,
  now: Instant,
): Promise<{ deviceId: string }> {
  const known = await deviceByPhone(trx, phone.index);
  if (known) return { deviceId: known };
  const seal = await sealOf(app, trx, rider.deviceId);
  invariant(seal, "a device without a key showed a phone");
  await setVerifiedPhone(
    trx,
    rider.deviceId,
    { sealed: seal.seal(phone.phone, phoneContext(rider.deviceId)), index: phone.index },
    now,
  );
  return { deviceId: rider.deviceId };
}

/** Gives the asking browser a fresh token of its account, when what was its own has joined it: the old opens nothing any more. */
export async function rotateSession(
  app: App,
  trx: Db,
  rider: Rider,
  account: { deviceId: string },
  label: string,
  now: Instant,
): Promise<{ token: string; session: string }> {
  if (rider.session) await endSessionOf(trx, account.deviceId, rider.session, now);
  const token = app.ids.token();
  const session = hashOf(token);
  await insertSession(trx, { tokenHash: session, deviceId: account.deviceId, label, now });
  return { token, session };
}
