import type { App } from "#app/platform/app.ts";
import { blindIndex } from "#app/platform/sealing.server.ts";
import type { CivilDate } from "#app/time/civil.ts";

/** The code that a point's door shows on a date: whoever has it stands there. */
export function doorCodeOf(app: Pick<App, "keys">, pointId: string, date: CivilDate): string {
  return shortOf(app, `door:${pointId}:${date}`);
}

/** The code of a printed poster, which does not change with the day. */
export function posterCodeOf(app: Pick<App, "keys">, pointId: string): string {
  return shortOf(app, `poster:${pointId}`);
}

/** Whether a code is one that a point's door shows now. */
export function isDoorCode(
  app: Pick<App, "keys">,
  pointId: string,
  date: CivilDate,
  code: string | undefined,
): boolean {
  return code !== undefined && (code === doorCodeOf(app, pointId, date) || code === posterCodeOf(app, pointId));
}

/** Eight letters that nobody guesses: 40 bits of a keyed hash. */
function shortOf(app: Pick<App, "keys">, text: string): string {
  return blindIndex(text, app.keys.index)
    .replace(/[^a-zA-Z0-9]/g, "")
    .slice(0, 8);
}
