import { createECDH, randomBytes } from "node:crypto";

/** Keys as a browser makes them for a subscription: a point of the curve, and 16 bytes. */
export function browserKeys(): { p256dh: string; auth: string } {
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  return { p256dh: browser.getPublicKey().toString("base64url"), auth: randomBytes(16).toString("base64url") };
}
