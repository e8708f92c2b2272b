/** What one household or office has of IPv6: the first 64 bits. Groups of four hexadecimal digits. */
const GROUPS = 4;

/** Text of an IPv6 address → its eight groups; undefined when it is none. */
function groupsOf(text: string): string[] | undefined {
  const address = text
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  const dotted = /^(.*:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  const [a, b, c, d] = (dotted?.slice(2) ?? []).map(Number) as [number, number, number, number];
  const plain = dotted ? `${dotted[1]}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}` : address;
  const halves = plain.split("::");
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => group.padStart(4, "0"))
    : undefined;
}

/**
 * An address as everything that is counted by address counts it, however it is written: IPv4 whole (in its IPv6 clothes
 * too), of IPv6 the first 64 bits. What is no address counts as itself, cut to 64 letters.
 */
export function netOf(address: string): string {
  if (!address.includes(":")) return address.slice(0, 64);
  const groups = groupsOf(address);
  if (!groups) return address.slice(0, 64);
  const mapped = groups.slice(0, 5).every((group) => group === "0000") && groups[5] === "ffff";
  if (mapped)
    return groups
      .slice(6)
      .flatMap((group) => [parseInt(group.slice(0, 2), 16), parseInt(group.slice(2), 16)])
      .join(".");
  return `${groups.slice(0, GROUPS).join(":")}::`;
}
