import { plusDays } from "#app/time/civil.ts";
import type { CivilDate } from "#app/time/civil.ts";

/** How many backups are kept at most, and for how many days. */
export interface Keeping {
  count: number;
  days: number;
}

const NAME = /^nuanyi-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db\.gz(\.sealed)?$/;

/** The name of a backup that was begun at a moment. */
export const backupName = (at: string, sealed: boolean): string =>
  `nuanyi-${at.slice(0, 19).replaceAll(":", "-")}Z.db.gz${sealed ? ".sealed" : ""}`;

/** The backups among the names of a folder, newest first. */
export const backupsAmong = (names: readonly string[]): string[] =>
  names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();

/** Which of them have had their time. The newest stays, however old it is. */
export function outlived(names: readonly string[], keeping: Keeping, now: string): string[] {
  const oldest = plusDays(now.slice(0, 10) as CivilDate, -keeping.days);
  return backupsAmong(names).filter((name, at) => at > 0 && (at >= keeping.count || NAME.exec(name)![1]! < oldest));
}
