import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { parse } from "csv-parse/sync";
import readXlsx from "read-excel-file/node";

/** One row of a table by its heads; `line` is where it stands in the file, heads being line 1. */
export interface TableRow {
  line: number;
  fields: Record<string, string>;
}

/** A file that cannot be read as a table: one sentence for the person who handed it in. */
export class TableError extends Error {}

const MOST_BYTES = 50_000_000;

/** Rows of an .xlsx (first sheet), a CSV (UTF-8 with or without BOM, GB18030) or a GeoJSON of points. Throws TableError. */
export async function readTable(file: string): Promise<TableRow[]> {
  const bytes = await readFile(file).catch(() => {
    throw new TableError(`文件读不到 / cannot be read: ${file}`);
  });
  if (bytes.length > MOST_BYTES) throw new TableError("文件超过 50 MB / larger than 50 MB");
  switch (extname(file).toLowerCase()) {
    case ".xlsx":
      return fromXlsx(bytes);
    case ".csv":
      return fromCsv(decode(bytes));
    case ".json":
    case ".geojson":
      return fromGeoJson(decode(bytes));
    default:
      throw new TableError("只认 .xlsx .csv .geojson / only .xlsx, .csv and .geojson are understood");
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function toRows(cells: string[][]): TableRow[] {
  const heads = cells[0]?.map((head) => head.trim()) ?? [];
  if (heads.every((head) => head === "")) throw new TableError("第一行应是表头 / the first line must hold the heads");
  return cells
    .slice(1)
    .map((row, index) => ({
      line: index + 2,
      fields: Object.fromEntries(heads.map((head, i) => [head, (row[i] ?? "").trim()])),
    }))
    .filter(({ fields }) => Object.values(fields).some((value) => value !== ""));
}

async function fromXlsx(bytes: Buffer): Promise<TableRow[]> {
  try {
    const sheet = await readXlsx(bytes, { sheet: 1 });
    return toRows(sheet.map((row) => row.map((cell) => (cell === null || cell === undefined ? "" : String(cell)))));
  } catch (error) {
    if (error instanceof TableError) throw error;
    throw new TableError("这个 .xlsx 打不开 / this .xlsx cannot be opened");
  }
}

/** Rows of a table that was pasted: what a spreadsheet copies (tabs), or CSV. Throws TableError. */
export function readPasted(text: string): TableRow[] {
  const [first = ""] = text.split("\n");
  return fromCsv(text, first.includes("\t") ? "\t" : ",");
}

function fromCsv(text: string, delimiter = ","): TableRow[] {
  try {
    return toRows(
      parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false }) as string[][],
    );
  } catch (error) {
    if (error instanceof TableError) throw error;
    throw new TableError(`CSV 读不懂 / not understood: ${(error as Error).message.slice(0, 120)}`);
  }
}

function fromGeoJson(text: string): TableRow[] {
  let value: { type?: string; features?: unknown };
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    throw new TableError("GeoJSON 不是有效的 JSON / not valid JSON");
  }
  if (value.type !== "FeatureCollection" || !Array.isArray(value.features))
    throw new TableError("要 FeatureCollection / a FeatureCollection is wanted");
  return value.features.map((feature: unknown, index) => {
    const { geometry, properties, id } = (feature ?? {}) as {
      geometry?: { type?: string; coordinates?: unknown };
      properties?: Record<string, unknown>;
      id?: unknown;
    };
    const fields: Record<string, string> = {};
    for (const [name, item] of Object.entries(properties ?? {})) {
      fields[name] = Array.isArray(item)
        ? item.map(String).join("、")
        : item === null || item === undefined
          ? ""
          : String(item);
    }
    if (id !== undefined && !("external_id" in fields)) fields.external_id = String(id);
    if (geometry?.type === "Point" && Array.isArray(geometry.coordinates)) {
      fields.lng = String(geometry.coordinates[0]);
      fields.lat = String(geometry.coordinates[1]);
    } else if (geometry) {
      fields.lat = `(${geometry.type ?? "?"})`;
    }
    return { line: index + 1, fields };
  });
}
