import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What is counted, with the names of its labels. No label ever holds who it was. */
const COUNTERS = {
  bookings: { help: "Bookings asked for, by what came of it: booked, or why not", labels: ["outcome"] },
  reminders: { help: "Reminders ended, by channel and how", labels: ["channel", "status"] },
  pushes: { help: "Pushes posted, by push host and what it answered", labels: ["host", "outcome"] },
  requests: { help: "Requests answered, by kind and class of status", labels: ["kind", "status"] },
  limits: { help: "Limits that were spent, by name", labels: ["limit"] },
  transactions_again: { help: "Transactions that were tried again because another was quicker", labels: [] },
  slow_queries: { help: "Statements that took longer than a fifth of a second", labels: [] },
} as const;
export type CounterName = keyof typeof COUNTERS;

/** What is read off at the moment of asking. */
export interface Figures {
  waitingByPoint: { pointId: string; waiting: number }[];
  remindersBehind: { channel: string; seconds: number; due: number }[];
  trailWaiting: number;
  backupAgeSeconds: number | null;
}

export interface Metrics {
  count(name: CounterName, labels?: Record<string, string>): void;
  /** Seconds that a request took. */
  took(kind: string, seconds: number): void;
  /** Everything in Prometheus's text form. */
  text(figures: Figures): Promise<string>;
}

/** Figures of this process; `whole` adds those of Node itself, which costs timers. */
export function makeMetrics(whole = false): Metrics {
  const register = new Registry();
  if (whole) collectDefaultMetrics({ register });
  const counters = Object.fromEntries(
    Object.entries(COUNTERS).map(([name, { help, labels }]) => [
      name,
      new Counter({ name: `nuanyi_${name}_total`, help, labelNames: [...labels], registers: [register] }),
    ]),
  ) as Record<CounterName, Counter>;
  const seconds = new Histogram({
    name: "nuanyi_request_seconds",
    help: "Seconds until a request was answered",
    labelNames: ["kind"],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [register],
  });
  const waiting = new Gauge({
    name: "nuanyi_queue_waiting",
    help: "Walk-ins who wait, by point",
    labelNames: ["point"],
    registers: [register],
  });
  const behind = new Gauge({
    name: "nuanyi_reminder_lag_seconds",
    help: "How long the oldest due reminder of a channel has waited",
    labelNames: ["channel"],
    registers: [register],
  });
  const due = new Gauge({
    name: "nuanyi_reminders_due",
    help: "Reminders that are due and not ended, by channel",
    labelNames: ["channel"],
    registers: [register],
  });
  const trail = new Gauge({
    name: "nuanyi_trail_waiting",
    help: "Entries of the trail that were not turned into messages yet",
    registers: [register],
  });
  const backup = new Gauge({
    name: "nuanyi_backup_age_seconds",
    help: "Seconds since the last good backup; -1 when there is none",
    registers: [register],
  });
  return {
    count: (name, labels = {}) => void counters[name].inc(labels),
    took: (kind, took) => void seconds.observe({ kind }, took),
    async text(figures) {
      for (const gauge of [waiting, behind, due]) gauge.reset();
      for (const { pointId, waiting: n } of figures.waitingByPoint) waiting.set({ point: pointId }, n);
      for (const channel of ["inbox", "push", "sms"]) {
        const found = figures.remindersBehind.find((one) => one.channel === channel);
        behind.set({ channel }, found?.seconds ?? 0);
        due.set({ channel }, found?.due ?? 0);
      }
      trail.set(figures.trailWaiting);
      backup.set(figures.backupAgeSeconds ?? -1);
      return register.metrics();
    },
  };
}

/** Figures of a thread that has no port to be read at: what it counts is handed on. */
export function countElsewhere(hand: (name: CounterName, labels: Record<string, string>) => void): Metrics {
  return { count: (name, labels = {}) => hand(name, labels), took: () => undefined, text: () => Promise.resolve("") };
}
