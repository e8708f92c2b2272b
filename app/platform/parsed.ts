const MOST = 2_000;
const known = new Map<string, unknown>();

/** JSON that comes again and again, parsed once. The value is shared: whoever gets it leaves it as it is. */
export function parsedOnce<T>(json: string): T {
  const found = known.get(json);
  if (found !== undefined) return found as T;
  const value = JSON.parse(json) as T;
  if (known.size >= MOST) known.clear();
  known.set(json, value);
  return value;
}
