import { minutesOfDay, type CivilDate, type CivilTime } from "./civil.ts";
import { instantOf, type Instant } from "./instant.ts";

/** An IANA zone name such as `Asia/Shanghai`. */
export type Zone = string & { readonly __brand: "Zone" };

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function formatOf(zone: Zone): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** Text → Zone when this runtime knows it. */
export function parseZone(text: string): Zone | undefined {
  try {
    formatOf(text as Zone);
    return text as Zone;
  } catch {
    return undefined;
  }
}

/** Minutes that a zone's clocks stand ahead of UTC at a moment in milliseconds. */
function offsetAt(zone: Zone, milliseconds: number): number {
  // Zones change their offset on quarter hours only, so a quarter's answer serves all of it.
  const quarter = Math.floor(milliseconds / 900_000);
  const key = `${zone}|${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(milliseconds)) parts[type] = value;
  const wall = Date.UTC(
    Number(parts.year),
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
  const offset = Math.round((wall - Math.floor(milliseconds / 1000) * 1000) / 60_000);
  if (offsets.size > 20_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** What the wall calendar and clock of a zone show at a moment. */
export function civilOf(instant: Instant, zone: Zone): { date: CivilDate; time: CivilTime; minutes: number } {
  const at = Date.parse(instant);
  const wall = new Date(at + offsetAt(zone, at) * 60_000).toISOString();
  const time = wall.slice(11, 16) as CivilTime;
  return { date: wall.slice(0, 10) as CivilDate, time, minutes: minutesOfDay(time) };
}

/**
 * The moment when a zone's clocks show a civil time. A time that a spring change skips becomes the
 * same distance after the change; a time that an autumn change repeats becomes the first of the two.
 */
export function instantAt(date: CivilDate, time: CivilTime, zone: Zone): Instant {
  const wall = Date.parse(`${date}T00:00:00.000Z`) + minutesOfDay(time) * 60_000;
  const before = offsetAt(zone, wall - 86_400_000);
  const after = offsetAt(zone, wall + 86_400_000);
  for (const offset of [before, after]) {
    const candidate = wall - offset * 60_000;
    if (offsetAt(zone, candidate) === offset) return instantOf(candidate);
  }
  return instantOf(wall - before * 60_000);
}

/** The civil date in a zone at a moment. */
export function dateIn(zone: Zone, instant: Instant): CivilDate {
  return civilOf(instant, zone).date;
}

/** The zone that this machine keeps. */
export function machineZone(): Zone {
  return Intl.DateTimeFormat().resolvedOptions().timeZone as Zone;
}
