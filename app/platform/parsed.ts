import { makeMemory } from "./memory.ts";

const known = makeMemory<{ value: unknown; length: number }>("parsed", ({ length }) => 4 * length);

/** JSON that comes again and again, parsed once. The value is shared: whoever gets it leaves it as it is. */
export function parsedOnce<T>(json: string): T {
  const found = known.get(json);
  if (found !== undefined) return found.value as T;
  const value = JSON.parse(json) as T;
  known.set(json, { value, length: json.length });
  return value;
}
