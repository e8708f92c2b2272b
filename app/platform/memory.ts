/**
 * All that a process remembers so as not to ask again, by name: the most entries, the most bytes of keys and values
 * together, and the milliseconds after which one is forgotten (0: it stays right for ever). No memory stands anywhere else.
 */
export const MEMORIES = {
  /** Public answers, by the question as it was understood. */
  answers: { most: 2_000, bytes: 8_000_000, life: 5_000 },
  /** Questions as they are written, to what was understood. */
  questions: { most: 4_000, bytes: 2_000_000, life: 60_000 },
  /** Packs of cities and their differences, compressed. */
  packs: { most: 60, bytes: 24_000_000, life: 3_600_000 },
  /** When a city's pack was compared with the store, and which hours its points keep. */
  "packs-compared": { most: 1_000, bytes: 1_000_000, life: 0 },
  "packs-hours": { most: 1_000, bytes: 8_000_000, life: 0 },
  /** JSON that comes again and again, by its text. */
  parsed: { most: 2_000, bytes: 4_000_000, life: 0 },
  /** Patterns of hours, by the hash of their content. */
  hours: { most: 5_000, bytes: 4_000_000, life: 0 },
  /** What the Chinese calendar says of a date. */
  calendar: { most: 2_000, bytes: 1_000_000, life: 0 },
  /** How push hosts have been doing, and our signature for each. */
  "push-hosts": { most: 500, bytes: 500_000, life: 0 },
  "push-signatures": { most: 500, bytes: 1_000_000, life: 6 * 3_600_000 },
  /** What was told of push hosts that blame us, once a minute each. */
  "push-alarms": { most: 100, bytes: 100_000, life: 60_000 },
  /** Limits that are spent, until their window ends; who goes on trying costs the store nothing. */
  "limits-spent": { most: 20_000, bytes: 4_000_000, life: 0 },
  /** How often a session or an address wrote and read in a window, as this process saw it. */
  reads: { most: 50_000, bytes: 12_000_000, life: 600_000 },
  /** Security events that were told, to tell of many once. */
  "events-told": { most: 5_000, bytes: 2_000_000, life: 60_000 },
  /** In a browser: the last answer of each desk. */
  desks: { most: 20, bytes: 20_000_000, life: 0 },
} as const satisfies Record<string, { most: number; bytes: number; life: number }>;

export type MemoryName = keyof typeof MEMORIES;

export interface Memory<T> {
  get(key: string): T | undefined;
  /** Keeps a value; the oldest go where it is one too many. One that alone weighs more than a quarter of the room is not kept. */
  set(key: string, value: T): void;
  delete(key: string): void;
  clear(): void;
  readonly size: number;
  /** Bytes that keys and values weigh, as they were counted. */
  readonly bytes: number;
  /** What was forgotten because its time was over or for want of room is handed here. */
  onForgotten(heard: (key: string, value: T) => void): void;
}

/** Bytes that an entry takes beside its key and value. */
const ENTRY = 100;

/** One bounded memory; `weigh` answers the bytes of a value beyond its key. */
export function makeMemory<T>(name: MemoryName, weigh: (value: T) => number = () => 0): Memory<T> {
  const { most, bytes: room, life } = MEMORIES[name];
  const kept = new Map<string, { value: T; weight: number; until: number }>();
  let bytes = 0;
  let heard: ((key: string, value: T) => void) | undefined;
  const drop = (key: string, forgotten = false) => {
    const found = kept.get(key);
    if (!found) return;
    bytes -= found.weight;
    kept.delete(key);
    if (forgotten) heard?.(key, found.value);
  };
  return {
    get(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (life > 0 && found.until < performance.now()) {
        drop(key, true);
        return undefined;
      }
      return found.value;
    },
    set(key, value) {
      drop(key);
      const weight = ENTRY + 2 * key.length + weigh(value);
      if (weight > room / 4) return;
      const now = performance.now();
      // The oldest stand first, so whatever is over its time stands before what is not.
      for (const [old, { until }] of kept) {
        if (kept.size < most && bytes + weight <= room && (life === 0 || until >= now)) break;
        drop(old, true);
      }
      kept.set(key, { value, weight, until: life > 0 ? now + life : Infinity });
      bytes += weight;
    },
    delete: drop,
    clear() {
      kept.clear();
      bytes = 0;
    },
    get size() {
      return kept.size;
    },
    get bytes() {
      return bytes;
    },
    onForgotten(listener) {
      heard = listener;
    },
  };
}

/** Bytes of a value that is plain data, at most. */
export const weighJson = (value: unknown): number => 2 * (JSON.stringify(value)?.length ?? 0);
