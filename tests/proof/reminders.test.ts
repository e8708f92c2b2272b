import { createECDH } from "node:crypto";
import { createRequire } from "node:module";
import { uuidv7 } from "uuidv7";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "#db/connection.server.ts";
import { reminderLoop } from "./reminders.ts";

const ece = createRequire(createRequire(import.meta.url).resolve("web-push"))("http_ece") as {
  decrypt(
    body: Buffer,
    keys: { version: string; privateKey: ReturnType<typeof createECDH>; authSecret: string },
  ): Buffer;
};

test("reminders due at one moment reach everybody whose push service lives, each seen once, through kills and services that fail, are busy, slow, gone or silent", async () => {
  const loop = await reminderLoop({ riders: 200, kills: 1 });
  onTestFinished(() => loop.dispose());
  expect(loop.faults).toEqual({ lost: 0, seenTwice: 0, inboxWrong: 0, goneKept: 0, givenUp: 0, pageFaults: 0 });
  expect(loop.findings.taken).toBeGreaterThanOrEqual(170);
  // Signed for the very host that took it, for a day at most.
  const [origin, , t] = loop.services.signature.split(" ");
  const claims = JSON.parse(Buffer.from(t!.replace("t=", "").split(".")[1]!, "base64url").toString()) as {
    aud: string;
    exp: number;
  };
  expect(claims.aud).toBe(origin);
  expect(claims.exp * 1000 - Date.now()).toBeLessThan(86_400_000);
  // What came opens with the browser's key, and says a time and a place.
  const key = createECDH("prime256v1");
  key.setPrivateKey(loop.keys.private);
  const opened = ece
    .decrypt(loop.services.sample!, {
      version: "aes128gcm",
      privateKey: key,
      authSecret: loop.keys.auth.toString("base64url"),
    })
    .toString("utf8");
  expect(JSON.parse(opened.slice(opened.indexOf("{")))).toMatchObject({
    web_push: 8030,
    notification: { title: expect.stringContaining("11:00") as string },
  });
}, 180_000);

test("the control: what a careless sender leaves behind is seen, reminders ended before they were sent, told as two, or without their message", async () => {
  const loop = await reminderLoop({
    riders: 60,
    kills: 0,
    watched: 12_000,
    async spoil(databaseUrl) {
      const { db, close } = connect(databaseUrl);
      const some = (
        await db.selectFrom("reminders").selectAll().where("channel", "=", "push").orderBy("id").execute()
      ).slice(0, 20);
      await db
        .updateTable("reminders")
        .set({ status: "sent" })
        .where(
          "id",
          "in",
          some.slice(0, 10).map(({ id }) => id),
        )
        .execute();
      await db
        .insertInto("reminders")
        .values(some.slice(10).map((row) => ({ ...row, id: uuidv7(), kind: "day-before" })))
        .execute();
      await db
        .updateTable("reminders")
        .set({ status: "skipped" })
        .where("channel", "=", "inbox")
        .where(
          "subject_id",
          "in",
          some.slice(0, 3).map((row) => row.subject_id),
        )
        .execute();
      await close();
    },
  });
  onTestFinished(() => loop.dispose());
  expect(loop.faults).toMatchObject({ lost: 10, seenTwice: 10, inboxWrong: 3 });
}, 90_000);
