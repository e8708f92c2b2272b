import { expect, test } from "vitest";
import { soak } from "./soak.ts";

test("a city's day, short: no fault, memory and answers as they were, nothing kept past its time, every count as its bookings", async () => {
  const { findings, faults } = await soak({ parts: 6, seconds: 2, points: 60 });
  expect(faults).toEqual({ serverFaults: 0, memoryGrew: 0, slower: 0, overdue: 0, drifted: 0 });
  expect(findings.riders).toBeGreaterThan(100);
  expect(findings.booked).toBeGreaterThan(50);
}, 120_000);

test("the control: a server that keeps what it should let go, and grows slower, is seen", async () => {
  const spoil =
    "const kept = []; process.on('SIGUSR2', () => setInterval(() => { kept.push(Buffer.alloc(2e7, 1)); for (const until = Date.now() + 700; Date.now() < until;); }, 1000))";
  expect((await soak({ parts: 6, seconds: 2, points: 60, spoil })).faults).toMatchObject({ memoryGrew: 1, slower: 1 });
}, 120_000);
