import { join } from "node:path";
import { parseArgs } from "node:util";
import { importPoints } from "#app/features/places/imports/import-points.server.ts";
import { listUnplaced, placePoint } from "#app/features/places/points/place-point.server.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { parsePlace } from "#app/features/places/map/place.ts";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { SYSTEM } from "#app/features/ground/trail/trail.ts";
import { closeApp, openApp } from "./app.server.ts";
import { systemClock } from "#app/time/clock.ts";
import { isStoreUrl, readConfig } from "#app/platform/config.server.ts";
import { ConfigError } from "#app/platform/variables.server.ts";
import type { App } from "#app/platform/app.ts";
import { readTable, TableError } from "#app/platform/files/table-file.server.ts";
import { makeBackup } from "#db/backup/make-backup.server.ts";
import { restoreBackup } from "#db/backup/restore-backup.server.ts";
import { BackupError } from "#db/backup/sealed-file.server.ts";
import { moveStore, type Moved } from "#db/move-store.server.ts";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { seedScale } from "#app/process/seeds/seed-scale.ts";

const USAGE = `npm run db -- COMMAND
  migrate                             bring the store to the newest form
  seed demo                           the demonstration cities, into an empty store
  seed scale --points N [--one-city]  N invented points: 2,000 in one city, the rest over China
  import FILE --city ID [--datum wgs84|gcj02|bd09] [--example] [--apply]
                                      points from .xlsx, .csv or .geojson; without --apply a dry run
  unplaced                            points that wait to be placed on the map
  place POINT LAT,LNG                 put one of them there (WGS-84)
  backup [--to FOLDER]                a copy of the store while it runs, read back, sealed when NUANYI_BACKUP_KEY is set
  restore FILE --to URL               a backup, with the ring of keys beside it, into an empty store that nobody has open
  copy --from URL --to URL            a whole store into an empty one, file: or postgres://, checked row by row; stop the servers first
  invite operator [--city ID]         a one-time link for a city's operator; the first city without --city`;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function run(app: App, args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      points: { type: "string" },
      "one-city": { type: "boolean" },
      city: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      datum: { type: "string", default: "wgs84" },
      apply: { type: "boolean" },
      example: { type: "boolean" },
    },
  });
  const [command, first, second] = positionals;
  if (command === "migrate") return 0;
  if (command === "seed" && first === "demo") {
    say(
      (await seedDemo(app)) ? "seeded the demonstration cities" : "the store holds cities already; nothing was changed",
    );
    return 0;
  }
  if (command === "seed" && first === "scale") {
    const points = Number(values.points);
    if (!Number.isInteger(points) || points < 1 || points > 1_000_000)
      return fail("--points wants a whole number up to 1,000,000");
    await seedScale(app, { points, oneCity: values["one-city"] === true });
    say(`seeded ${points} points`);
    return 0;
  }
  if (command === "import" && first) return runImport(app, first, values);
  if (command === "unplaced") {
    for (const point of await listUnplaced(app.db))
      say(`${point.id}  ${point.cityId}  ${point.name}  ${point.address}`);
    return 0;
  }
  if (command === "place" && first && second) {
    const place = parsePlace(second);
    if (!place) return fail(`not a place: ${second}; wanted like 30.58,114.27`);
    return (await placePoint(app, SYSTEM, first, place)) === "placed" ? 0 : fail(`no point ${first}`);
  }
  if (command === "invite" && first === "operator") return invite(app, values.city);
  return fail(USAGE);
}

async function invite(app: App, wanted: string | undefined): Promise<number> {
  const cities = await findCities(app.db);
  const city = wanted ? cities.find(({ id }) => id === wanted) : cities[0];
  if (!city)
    return fail(
      wanted
        ? `no city ${wanted}; there are: ${cities.map(({ id }) => id).join(", ")}`
        : "the store holds no city yet: seed or import one first",
    );
  const { path, expiresAt } = await inviteStaff(app, SYSTEM, {
    role: "operator",
    cityId: city.id,
    pointId: null,
    qualification: "",
  });
  say(`${app.config.publicOrigin}${path}`);
  say(`once, until ${expiresAt}; for the operator of ${city.name} (${city.id})`);
  return 0;
}

async function runImport(
  app: App,
  file: string,
  values: { city?: string; datum?: string; apply?: boolean; example?: boolean },
): Promise<number> {
  const { datum } = values;
  if (datum !== "wgs84" && datum !== "gcj02" && datum !== "bd09") return fail("--datum must be wgs84, gcj02 or bd09");
  if (!values.city) return fail("--city wants the id of a city");
  const outcome = await importPoints(app, await readTable(file), {
    cityId: values.city,
    datum,
    apply: values.apply === true,
    example: values.example === true,
  });
  if (outcome.kind === "no-such-city") return fail(`no city ${values.city}; there are: ${outcome.cities.join(", ")}`);
  if (outcome.kind === "refused") {
    for (const { line, problems } of outcome.problems)
      for (const p of problems) say(`line ${line}  ${p.field}: ${p.problem}${p.value ? ` (${p.value})` : ""}`);
    return fail(`${outcome.problems.length} of ${outcome.lines} lines are wrong; nothing was written`);
  }
  say(
    `${outcome.kind === "ready" ? "dry run, nothing written yet (add --apply)" : "imported"}: ${outcome.added} new, ${outcome.updated} updated, ${outcome.unplaced} to be placed on the map`,
  );
  return 0;
}

function fail(text: string): number {
  process.stderr.write(`${text}\n`);
  return 1;
}

async function backup(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { to: { type: "string" } } });
  const { databaseUrl, localFolder, backups } = readConfig(process.env);
  const made = await makeBackup({
    databaseUrl,
    folder: values.to ?? backups?.folder ?? join(localFolder, "backups"),
    secret: backups?.secret ?? process.env.NUANYI_BACKUP_KEY,
    keeping: backups?.keeping ?? { count: 14, days: 30 },
    now: systemClock().now(),
  });
  say(
    `${made.file}: ${made.rows} rows, ${made.size} bytes, read back the same${made.deleted.length > 0 ? `; let go: ${made.deleted.join(", ")}` : ""}`,
  );
  return 0;
}

async function restore(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { to: { type: "string" } } });
  const [file] = positionals;
  if (!file || !values.to || !isStoreUrl(values.to)) return fail("restore wants FILE --to file:PATH or postgres://…");
  const restored = await restoreBackup({ file, to: values.to, secret: process.env.NUANYI_BACKUP_KEY });
  if (restored.kind === "moved" && restored.forgotten > 0)
    say(`${restored.forgotten} devices have no key any more: what they had deleted stays unreadable`);
  return told(restored);
}

/** Moves a city from one store to another; answers the exit code. */
async function copy(args: string[]): Promise<number> {
  const { from, to } = parseArgs({ args, options: { from: { type: "string" }, to: { type: "string" } } }).values;
  for (const [name, url] of [
    ["--from", from],
    ["--to", to],
  ])
    if (!url || !isStoreUrl(url)) return fail(`${name} wants file:PATH or postgres://…`);
  return told(await moveStore(from!, to!));
}

function told(moved: Moved): number {
  switch (moved.kind) {
    case "in-use":
      return fail(
        `the store of --${moved.which} is open in another process: stop its servers first, nothing was copied`,
      );
    case "not-empty":
      return fail("the store of --to holds something already; nothing was copied");
    case "differs":
      return fail(`what arrived differs from what was sent in: ${moved.tables.join(", ")}; nothing was kept`);
    case "moved":
      for (const { name, rows, sum } of moved.tables)
        if (rows > 0) say(`${name.padEnd(20)} ${String(rows).padStart(9)} rows  ${sum}`);
      say(
        "copied, and read back the same. Start the servers with the new DATABASE_URL and the same keys (NUANYI_KEYS).",
      );
      return 0;
  }
}

// What it writes is its owner's only.
process.umask(0o077);

try {
  const args = process.argv.slice(2);
  if (args[0] === "copy") process.exitCode = await copy(args.slice(1));
  else if (args[0] === "backup") process.exitCode = await backup(args.slice(1));
  else if (args[0] === "restore") process.exitCode = await restore(args.slice(1));
  else {
    const app = await openApp(readConfig(process.env));
    try {
      process.exitCode = await run(app, args);
    } finally {
      await closeApp(app);
    }
  }
} catch (error) {
  const plain =
    error instanceof ConfigError ||
    error instanceof TableError ||
    error instanceof BackupError ||
    (error instanceof Error && error.message.startsWith("Unknown option"));
  process.exitCode = fail(plain ? error.message : String(error instanceof Error ? error.stack : error));
}
