import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import {
  deletePasskey,
  insertChallenge,
  insertPasskey,
  notePasskeyUse,
  ownPasskeysOf,
  passkeyById,
  passkeysOf,
  takeChallenge,
  type OwnPasskey,
} from "./passkeys.store.server.ts";
import { openStaffSession } from "./sign-in-staff.server.ts";
import { hasCodes } from "#app/features/people/staff/staff.store.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";

export type { OwnPasskey };

/** Where a passkey belongs: a host's name, and the origin that the browser says it is on. */
export interface PasskeyPlace {
  rpId: string;
  origin: string;
}

const CHALLENGE_MINUTES = 5;

/** What a browser needs to make a passkey; `id` names the challenge when it answers. */
export async function offerPasskey(app: App, staff: Staff, place: PasskeyPlace) {
  const known = await passkeysOf(app.db, staff.id);
  const options = await generateRegistrationOptions({
    rpName: "Nuanyi",
    rpID: place.rpId,
    userName: staff.name,
    userDisplayName: staff.name,
    userID: new Uint8Array(Buffer.from(staff.id)),
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: transports as AuthenticatorTransport[] })),
  });
  const id = app.ids.id();
  await inTransaction(app.db, (trx) =>
    insertChallenge(
      trx,
      { id, purpose: "register", challenge: options.challenge, staffId: staff.id },
      plusMinutes(app.clock.now(), CHALLENGE_MINUTES),
    ),
  );
  return { id, options };
}

/** Keeps a passkey that a browser made for somebody who is signed in. */
export async function keepPasskey(
  app: App,
  staff: Staff,
  place: PasskeyPlace,
  challengeId: string,
  response: RegistrationResponseJSON,
  label: string,
): Promise<"kept" | "refused" | "there-already"> {
  const now = app.clock.now();
  const challenge = await inTransaction(app.db, (trx) => takeChallenge(trx, challengeId, "register", now));
  if (!challenge || challenge.staffId !== staff.id) return "refused";
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserVerification: true,
  }).catch(() => undefined);
  if (!verified?.verified) return "refused";
  const { credential } = verified.registrationInfo;
  const kept = await inTransaction(app.db, async (trx) => {
    // An id is one credential's: whoever names it again, with whatever key, changes nothing.
    if (await passkeyById(trx, credential.id)) return false;
    await insertPasskey(
      trx,
      {
        id: credential.id,
        staffId: staff.id,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        counter: credential.counter,
        transports: response.response.transports ?? [],
        label,
      },
      now,
    );
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.passkey-made",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: {},
    });
    return true;
  });
  if (!kept) return "there-already";
  security(app.log, "factor-changed", { staff: staff.id, factor: "passkey" });
  return "kept";
}

/** Somebody's own passkeys, the newest first. */
export async function listPasskeys(app: Pick<App, "db">, staff: Staff): Promise<OwnPasskey[]> {
  return ownPasskeysOf(app.db, staff.id);
}

/** Takes one of somebody's own passkeys away; the last way in stays. */
export async function removePasskey(app: App, staff: Staff, id: string): Promise<"removed" | "not-there" | "last-way"> {
  const now = app.clock.now();
  const outcome = await inTransaction(app.db, async (trx) => {
    const others = (await ownPasskeysOf(trx, staff.id)).filter((one) => one.id !== id);
    if (others.length === 0 && !(await hasCodes(trx, staff.id))) return "last-way";
    if (!(await deletePasskey(trx, staff.id, id))) return "not-there";
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.passkey-removed",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: {},
    });
    return "removed";
  });
  if (outcome === "removed") security(app.log, "factor-changed", { staff: staff.id, factor: "passkey-removed" });
  return outcome;
}

/** What a browser needs to sign in with whatever passkey it has. */
export async function askPasskey(app: App, place: PasskeyPlace) {
  const options = await generateAuthenticationOptions({ rpID: place.rpId, userVerification: "required" });
  const id = app.ids.id();
  await inTransaction(app.db, (trx) =>
    insertChallenge(
      trx,
      { id, purpose: "sign-in", challenge: options.challenge, staffId: null },
      plusMinutes(app.clock.now(), CHALLENGE_MINUTES),
    ),
  );
  return { id, options };
}

/** Signs in whoever's passkey answered the challenge; undefined when it did not hold. */
export async function signInByPasskey(
  app: App,
  place: PasskeyPlace,
  challengeId: string,
  response: AuthenticationResponseJSON,
  label: string,
): Promise<{ staff: Staff; token: string } | undefined> {
  const now = app.clock.now();
  const challenge = await inTransaction(app.db, (trx) => takeChallenge(trx, challengeId, "sign-in", now));
  const passkey = challenge && (await passkeyById(app.db, response.id));
  if (!challenge || !passkey) return undefined;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge.challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
      counter: passkey.counter,
      transports: passkey.transports as AuthenticatorTransport[],
    },
  }).catch(() => undefined);
  if (!verified?.verified) return undefined;
  return inTransaction(app.db, async (trx) => {
    const staff = await findStaff(app, trx, passkey.staffId);
    if (!staff || staff.roles.length === 0) return undefined;
    await notePasskeyUse(trx, passkey.id, verified.authenticationInfo.newCounter, now);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.signed-in",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: { how: "passkey" },
    });
    return { staff, token: await openStaffSession(app, trx, staff, label, now) };
  });
}
