import { createECDH } from "node:crypto";
import { createRequire } from "node:module";
import { expect, onTestFinished, test } from "vitest";
import { reminderLoop } from "./reminders.ts";

const ece = createRequire(createRequire(import.meta.url).resolve("web-push"))("http_ece") as { decrypt(body: Buffer, keys: { version: string; privateKey: ReturnType<typeof createECDH>; authSecret: string }): Buffer };

test("reminders due at one moment reach everybody whose push service lives, each seen once, through kills and services that fail, are busy, slow, gone or silent", async () => {
  const loop = await reminderLoop({ riders: 200, kills: 1 });
  onTestFinished(() => loop.dispose());
  expect(loop.faults).toEqual({ lost: 0, seenTwice: 0, inboxWrong: 0, goneKept: 0, givenUp: 0, pageFaults: 0 });
  expect(loop.findings.taken).toBeGreaterThanOrEqual(170);
  // Signed for the very host that took it, for a day at most.
  const [origin, , t] = loop.services.signature.split(" ");
  const claims = JSON.parse(Buffer.from(t!.replace("t=", "").split(".")[1]!, "base64url").toString()) as { aud: string; exp: number };
  expect(claims.aud).toBe(origin);
  expect(claims.exp * 1000 - Date.now()).toBeLessThan(86_400_000);
  // What came opens with the browser's key, and says a time and a place.
  const key = createECDH("prime256v1");
  key.setPrivateKey(loop.keys.private);
  const opened = ece.decrypt(loop.services.sample!, { version: "aes128gcm", privateKey: key, authSecret: loop.keys.auth.toString("base64url") }).toString("utf8");
  expect(JSON.parse(opened.slice(opened.indexOf("{")))).toMatchObject({ web_push: 8030, notification: { title: expect.stringContaining("11:00") as string } });
}, 180_000);
