import { expect, test } from "vitest";
import { posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { holdTicket, resumeTicket } from "#app/features/visiting/queue/hold-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { newRider, serviceNamed, testApp } from "#tests/support/app.ts";

test("a place is held three times and no more; another's is as if it were not there", async () => {
  const app = await testApp();
  const service = await serviceNamed(app, "骑手门诊");
  const rider = await newRider(app);
  const taken = await takeTicket(app, service.pointId, service.id, {
    deviceId: rider.deviceId,
    doorCode: posterCodeOf(app, service.pointId),
  });
  if (taken.kind !== "taken") throw new Error(taken.kind);
  for (let i = 0; i < 3; i++) {
    expect((await holdTicket(app, rider, taken.ticket.id, 20, 5)).kind).toBe("changed");
    expect((await resumeTicket(app, rider, taken.ticket.id)).kind).toBe("changed");
  }
  expect(await holdTicket(app, rider, taken.ticket.id, 20, 5)).toEqual({ kind: "held-too-often" });
  expect(await holdTicket(app, await newRider(app), taken.ticket.id, 20, 5)).toEqual({ kind: "no-such-ticket" });
});
