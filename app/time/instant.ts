/** A moment, as ISO text in UTC with milliseconds: `2026-11-24T01:00:00.000Z`. Sorts as text. */
export type Instant = string & { readonly __brand: "Instant" };

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 → Instant. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Years that an Instant may lie in: their text sorts, and some days more or less stay in it. */
const YEARS = /^(19|2\d)\d\d-/;

/** ISO 8601 text with a zone → Instant, or undefined when it is not one, or lies before 1900 or after 2999. */
export function parseInstant(text: string): Instant | undefined {
  if (!FORM.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  const instant = instantOf(milliseconds);
  return YEARS.test(instant) ? instant : undefined;
}

/** A `Retry-After` header (RFC 9110 §10.2.3), seconds or a date, → seconds from `now`, none below 0 and at most a day; undefined when it is neither. */
export function parseRetryAfter(text: string | undefined, now: Instant): number | undefined {
  if (text === undefined) return undefined;
  const until = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : (Date.parse(text) - Date.parse(now)) / 1000;
  return Number.isNaN(until) ? undefined : Math.min(86_400, Math.max(0, Math.ceil(until)));
}

/** Instant → milliseconds since 1970. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant `minutes` after (or, when negative, before) another. */
export function plusMinutes(instant: Instant, minutes: number): Instant {
  return instantOf(Date.parse(instant) + minutes * 60_000);
}

/** Minutes from `from` to `to`; negative when `to` is earlier. Not rounded. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}

/** Whether two stretches want the same person at once; one may begin when another ends. */
export function overlap(a: { start: Instant; end: Instant }, b: { start: Instant; end: Instant }): boolean {
  return a.start < b.end && b.start < a.end;
}
