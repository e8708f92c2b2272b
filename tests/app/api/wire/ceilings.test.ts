import { readdirSync, readFileSync } from "node:fs";
import type { Router } from "express";
import { expect, test } from "vitest";
import { API_CEILINGS, apiCeiling, limitWrite, PAGE_CEILINGS } from "#app/api/wire/ceilings.ts";
import { bookingsApi } from "#app/api/v1/bookings.ts";
import { deskApi } from "#app/api/v1/desk.ts";
import { deviceApi } from "#app/api/v1/device.ts";
import { packsApi } from "#app/api/v1/packs.ts";
import { pointsApi } from "#app/api/v1/points.ts";
import { queueApi } from "#app/api/v1/queue.ts";
import { slotsApi } from "#app/api/v1/slots.ts";
import { staffApi } from "#app/api/v1/staff.ts";
import { HERE, LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { newRider, testApp, type TestApp } from "#tests/support/app.ts";

/** Every write that the routers of the interface know, as `METHOD /path`. */
function writesOf(app: TestApp): string[] {
  const routers: Router[] = [pointsApi, packsApi, slotsApi, bookingsApi, queueApi, deskApi, staffApi, deviceApi].map(
    (make) => make(app),
  );
  return routers
    .flatMap((router) =>
      router.stack.flatMap(({ route }) => {
        if (!route) return [];
        const { path, stack } = route as unknown as { path: string; stack: { method: string }[] };
        return stack.map(({ method }) => `${method.toUpperCase()} ${path}`);
      }),
    )
    .filter((name) => !/^(GET|HEAD) /.test(name));
}

test("every write of the interface has a ceiling of its own, and none of them is stale", async () => {
  const app = await testApp();
  const writes = writesOf(app);
  expect(writes.length).toBeGreaterThan(25);
  expect(writes.filter((name) => !(name in API_CEILINGS))).toEqual([]);
  expect(Object.keys(API_CEILINGS).filter((name) => !writes.includes(name))).toEqual([]);
  expect(apiCeiling("POST", "/bookings/0190a000-0000-7000-8000-000000000000/move")).toBe(LIMITS.move);
  expect(apiCeiling("POST", "/BOOKINGS/x/Move/")).toBe(LIMITS.move);
});

test("every page with an action has one, and none of them is stale", () => {
  const pages = readdirSync("app/routes", { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        file.endsWith(".tsx") &&
        /export (async )?(function|const) action\b/.test(readFileSync(`app/routes/${file}`, "utf8")),
    )
    .map((file) => file.replace(/\.tsx$/, ""))
    .sort();
  expect(pages).toEqual(Object.keys(PAGE_CEILINGS).sort());
});

test("where a handler counts by itself it really does: an act named `own` calls a limit", () => {
  const text = (files: string[]) => files.map((file) => readFileSync(file, "utf8")).join("\n");
  const api = text(["bookings", "queue", "points", "device", "staff"].map((name) => `app/api/v1/${name}.ts`));
  for (const limit of ["booking", "waitlist", "ticket", "doorReport", "pushTest", "staffSignIn"])
    expect(api).toContain(`LIMITS.${limit}`);
  expect(api).toContain("limitNewDevices");
  for (const page of Object.entries(PAGE_CEILINGS)
    .filter(([, ceiling]) => ceiling === "own")
    .map(([name]) => name)) {
    expect([page, /limitRate|askPhoneCode/.test(readFileSync(`app/routes/${page}.tsx`, "utf8"))]).toEqual([page, true]);
  }
});

const limited = (app: TestApp) => Object.assign(app.config, { test: { ...app.config.test, rateLimits: true } });

test("an act's own ceiling is the store's: reached once, it is refused without a write until its window ends", async () => {
  const app = await testApp();
  limited(app);
  const rider = await newRider(app);
  const tries = async (n: number) => {
    const all = [];
    for (let i = 0; i < n; i++) all.push(await limitWrite(app, LIMITS.move, { address: "203.0.113.1", rider }));
    return all;
  };
  expect((await tries(LIMITS.move.count)).every((one) => one === undefined)).toBe(true);
  expect((await tries(1))[0]).toMatchObject({ retryAfterSeconds: expect.any(Number) as number });
  const count = () =>
    app.db.selectFrom("rate_counts").select("count").where("subject", "=", `move:${rider.deviceId}`).executeTakeFirst();
  const before = await count();
  await tries(200);
  expect(await count()).toEqual(before);
});

test("a session, and an address of strangers, has a ceiling whatever it does; whoever serves has a higher one, and the address none", async () => {
  const app = await testApp();
  limited(app);
  const until = async (writer: () => Parameters<typeof limitWrite>[2]) => {
    for (let n = 0; ; n++) if (await limitWrite(app, "plain", writer())) return n;
  };
  expect(await until(() => ({ address: "203.0.113.2", rider: { deviceId: "one" } }))).toBe(HERE.write.count);
  let n = 0;
  expect(await until(() => ({ address: "2001:db8::1", rider: { deviceId: `d${n++}` } }))).toBe(HERE.writeAddress.count);
  expect(await limitWrite(app, "plain", { address: "2001:db8:0:0:9::9" })).toBeDefined();
  expect(await limitWrite(app, "plain", { address: "2001:db8::1", serves: "nurse" })).toBeUndefined();
  expect(await until(() => ({ address: "2001:db8::1", serves: "desk" }))).toBe(HERE.serve.count);
});
