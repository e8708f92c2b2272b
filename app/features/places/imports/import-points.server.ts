import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import { SYSTEM, type Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { convertDatum, type Datum } from "#app/features/places/map/datum.ts";
import type { TableRow } from "#app/platform/files/table-file.server.ts";
import { draftOf, type NewPoint } from "#app/features/places/points/add-points.server.ts";
import type { Bank } from "#app/features/places/map/banks.ts";
import { banksOf, listCities } from "#app/features/places/cities/cities.store.server.ts";
import { parseImportRow, type ImportRow, type RowProblem } from "./import-row.ts";
import { insertPoints, pointIdByExternal, updatePoint } from "#app/features/places/points/point-drafts.store.server.ts";

export type Imported =
  | { kind: "no-such-city"; cities: string[] }
  | { kind: "refused"; lines: number; problems: { line: number; problems: RowProblem[] }[] }
  /** What would be, or was, written. */
  | { kind: "ready" | "imported"; added: number; updated: number; unplaced: number };

/** Thrown to undo a dry run. */
class DryRun extends Error {}

/**
 * Imports rows of points into a city, all or nothing; one bad row and nothing is written. A row with a
 * known `external_id` updates its point. Without `apply` it is a dry run: the same work, undone.
 */
export async function importPoints(
  app: App,
  rows: TableRow[],
  options: { cityId: string; datum: Datum; apply: boolean; example: boolean; actor?: Actor },
): Promise<Imported> {
  const cities = await listCities(app.db);
  if (!cities.some(({ id }) => id === options.cityId))
    return { kind: "no-such-city", cities: cities.map(({ id }) => id) };
  const parsed = parseRows(rows);
  if ("problems" in parsed) return { kind: "refused", lines: rows.length, problems: parsed.problems };
  const counts = { added: 0, updated: 0, unplaced: parsed.rows.filter((row) => !row.place).length };
  try {
    await inTransaction(app.db, async (trx) => {
      Object.assign(counts, { added: 0, updated: 0 });
      const banks = await banksOf(trx, options.cityId);
      for (const row of parsed.rows) {
        const outcome = await writeRow(app, trx, row, options, banks);
        counts[outcome]++;
      }
      if (!options.apply) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    return { kind: "ready", ...counts };
  }
  return { kind: "imported", ...counts };
}

function parseRows(rows: TableRow[]): { rows: ImportRow[] } | { problems: { line: number; problems: RowProblem[] }[] } {
  const good: ImportRow[] = [];
  const bad: { line: number; problems: RowProblem[] }[] = [];
  const seen = new Set<string>();
  for (const { line, fields } of rows) {
    const parsed = parseImportRow(fields);
    if ("problems" in parsed) {
      bad.push({ line, problems: parsed.problems });
      continue;
    }
    const { externalId } = parsed.row;
    if (externalId && seen.has(externalId))
      bad.push({ line, problems: [{ field: "external_id", problem: "twice-in-file", value: externalId }] });
    if (externalId) seen.add(externalId);
    good.push(parsed.row);
  }
  return bad.length > 0 ? { problems: bad } : { rows: good };
}

async function writeRow(
  app: App,
  trx: Db,
  row: ImportRow,
  options: { cityId: string; datum: Datum; example: boolean; actor?: Actor },
  banks: Bank[],
): Promise<"added" | "updated"> {
  const now = app.clock.now();
  const place = row.place && convertDatum(row.place, options.datum, "wgs84");
  const point: NewPoint = {
    cityId: options.cityId,
    externalId: row.externalId,
    name: row.name,
    name_en: row.name_en,
    kinds: row.kinds,
    address: row.address,
    address_en: row.address_en,
    district: row.district,
    place,
    landmark: row.landmark,
    landmark_en: "",
    photo: null,
    amenities: row.amenities,
    dropIn: true,
    guide: "",
    guide_en: "",
    parking: row.parking,
    parking_en: "",
    phone: row.phone,
    urgent: row.kinds.includes("rider-clinic"),
    example: options.example,
    hours: row.hours,
    operator: row.operator ? { id: app.ids.id(), name: row.operator, name_en: "", enforces: false } : null,
  };
  const draft = await draftOf(trx, point, banks);
  const known = row.externalId ? await pointIdByExternal(trx, options.cityId, row.externalId) : undefined;
  const id = known ?? app.ids.id();
  if (known) await updatePoint(trx, id, draft, now);
  else await insertPoints(trx, [{ id, draft }], now);
  await record(trx, app.ids, now, {
    actor: options.actor ?? SYSTEM,
    verb: known ? "point.updated" : "point.imported",
    subject: { kind: "point", id },
    pointId: id,
    before: {},
    after: { external_id: row.externalId, placed: place !== null },
  });
  return known ? "updated" : "added";
}
