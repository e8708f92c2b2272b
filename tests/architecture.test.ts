import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { APART, ORDER } from "#app/features/order.ts";

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === "db/local" ? [] : sources(path);
    return /\.tsx?$/.test(path) && !path.endsWith(".d.ts") ? [path] : [];
  });

interface Source {
  path: string;
  text: string;
  imports: { to: string; typeOnly: boolean }[];
}

const resolve = (from: string, to: string): string => {
  if (to.startsWith("#")) return to.slice(1);
  return to.startsWith(".") ? normalize(join(dirname(from), to)) : to;
};

const read = (path: string): Source => {
  const text = readFileSync(path, "utf8");
  const imports = [
    ...text.matchAll(/^import (type )?(?:[^"';]*? from )?"([^"]+)"/gm),
    ...text.matchAll(/^export (type )?[^"';]* from "([^"]+)"/gm),
    ...text.matchAll(/(?<type>)import\("([^"]+)"\)/g),
  ].map((match) => ({ to: resolve(path, match[2]!), typeOnly: !!match[1] }));
  return { path, text, imports };
};

const app = sources("app").map(read);
const db = sources("db").map(read);
const all = [...app, ...db];

/** Wings and rooms in their order, as one list: each room may import those before it, never one after it. */
const ROOMS: string[] = Object.entries(ORDER).flatMap(([wing, rooms]) => rooms.map((room) => `${wing}/${room}`));

/** `wing/room` of a file of a feature. */
const featureOf = (path: string): string | undefined => /^app\/features\/([^/]+\/[^/]+)\//.exec(path)?.[1];
const wingOf = (path: string): string | undefined => featureOf(path)?.split("/")[0];
const isStore = (path: string): boolean => path.endsWith(".store.server.ts");
const isServer = (path: string): boolean => path.includes(".server.");
const isUi = (path: string): boolean => /^app\/features\/[^/]+\/[^/]+\/ui\//.test(path);
const isForm = (path: string): boolean => path.endsWith("-form.ts");
/** What a browser keeps of a feature, and how it comes by it; it may reach the browser's own store and requests. */
const isOnDevice = (path: string): boolean => path.endsWith("-on-device.ts");
/** A rule: a plain file of a feature. */
const isRule = (path: string): boolean =>
  featureOf(path) !== undefined &&
  path.endsWith(".ts") &&
  !isServer(path) &&
  !isUi(path) &&
  !isForm(path) &&
  !/messages\.(zh|en)\.ts$/.test(path);
const isUseCase = (path: string): boolean => featureOf(path) !== undefined && isServer(path) && !isStore(path);

/** A line that is one string, pattern or address. */
const ONE_STRING = /^\s*(\w+:\s*)?(["'`/]|return ["'`]|.*(https?:\/\/|["'`].{100,}))/;
/** Screens and long lists that grew over 260 lines when they were formatted, and tests over 400: to be parted by word when they are next worked on. */
const TO_BE_PARTED: string[] = [
  "app/features/watching/desk/ui/desk-screen.tsx",
  "app/routes/rider/finding/see-point.tsx",
  "app/routes/rider/visiting/book-slot.tsx",
  "app/routes/rider/visiting/own-booking.tsx",
  "app/routes/serving/city/city-weather.tsx",
  "app/routes/serving/desk/point-calendar.tsx",
  "app/routes/serving/desk/point-people.tsx",
  "app/routes/serving/desk/point-roster.tsx",
  "app/routes/serving/desk/point-slots.tsx",
  "tests/app/api/authorization.test.ts",
  "tests/app/api/v1/api.test.ts",
  "tests/architecture.test.ts",
  "tests/e2e/desk.spec.ts",
  "tests/e2e/offline.spec.ts",
  "tests/proof/model.test.ts",
];

/** What stands beside the wings. */
const LOOSE_FEATURES = /^app\/features\/(order\.ts|nouns\.server\.ts|README\.md)$/;
/** Whether an import between rooms runs down. */
const runsDown = (from: string, to: string): boolean =>
  featureOf(to) === undefined ||
  (ROOMS.indexOf(featureOf(to)!) <= ROOMS.indexOf(featureOf(from)!) &&
    (wingOf(to) === wingOf(from) || !(APART.includes(wingOf(to)!) && APART.includes(wingOf(from)!))));
const mayOpenStore = (from: string, to: string): boolean =>
  !isStore(to) ||
  featureOf(to) === featureOf(from) ||
  (wingOf(to) === wingOf(from) && !/^(care|law)$/.test(wingOf(to)!));

/** Every import that breaks a rule, as `file -> file`. */
function breaches(files: Source[], allowed: (from: string, to: string, typeOnly: boolean) => boolean): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter(({ to, typeOnly }) => !allowed(path, to, typeOnly)).map(({ to }) => `${path} -> ${to}`),
  );
}

describe("who may import whom", () => {
  test("time imports nothing but time", () => {
    expect(
      breaches(
        app.filter(({ path }) => path.startsWith("app/time/")),
        (_from, to) => to.startsWith("app/time/"),
      ),
    ).toEqual([]);
  });

  test("every file of a feature stands in a room of the order, and every room has some", () => {
    const files = readdirSync("app/features", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.filter((path) => !ROOMS.includes(featureOf(path) ?? "") && !LOOSE_FEATURES.test(path))).toEqual([]);
    expect(ROOMS.filter((room) => !files.some((path) => featureOf(path) === room))).toEqual([]);
    for (const [wing, rooms] of Object.entries(ORDER)) expect([wing, rooms.length <= 12]).toEqual([wing, true]);
  });

  test("rooms import those before them in the order, and wings that stand beside one another nothing of each other", () => {
    expect(
      breaches(
        app.filter(({ path }) => featureOf(path)),
        runsDown,
      ),
    ).toEqual([]);
  });

  test("a store is open to rooms above it in its own wing, where nobody's health or case is kept, and closed outside it", () => {
    expect(breaches(all, mayOpenStore)).toEqual([]);
  });

  test("rules are functions of values: no server file, database, React, Remix or zod", () => {
    expect(
      breaches(
        app.filter(({ path }) => isRule(path) && !/\/(go-there|datum)\.ts$/.test(path)),
        (from, to, typeOnly) =>
          to.startsWith("app/time/") ||
          (isOnDevice(from) && /^app\/device\/(device-store|wire|server-clock|idle)\.ts$/.test(to)) ||
          (featureOf(to) !== undefined && isRule(to)) ||
          /^app\/(words\/fill|platform\/invariant|platform\/typed\/typed-\w+)\.ts$/.test(to) ||
          /messages\.(zh|en)\.ts$/.test(to) ||
          typeOnly,
      ),
    ).toEqual([]);
  });

  test("zod stands in forms and the interface's schemas only", () => {
    expect(
      breaches(all, (from, to, typeOnly) => to !== "zod" || typeOnly || isForm(from) || from.startsWith("app/api/")),
    ).toEqual([]);
  });

  test("screens and routes never see a store or the database, and screens no server file", () => {
    const shown = app.filter(({ path }) => isUi(path) || path.startsWith("app/routes/") || path.startsWith("app/ui/"));
    expect(breaches(shown, (_from, to) => !isStore(to) && !to.startsWith("db/") && to !== "kysely")).toEqual([]);
    expect(
      breaches(
        app.filter(({ path }) => isUi(path) || path.startsWith("app/ui/")),
        (_from, to, typeOnly) => typeOnly || (!isServer(to) && !isForm(to)),
      ),
    ).toEqual([]);
  });

  test("shared components know no feature", () => {
    expect(
      breaches(
        app.filter(({ path }) => path.startsWith("app/ui/")),
        (_from, to) => featureOf(to) === undefined,
      ),
    ).toEqual([]);
  });

  test("platform knows no feature, and of the database its type only", () => {
    expect(
      breaches(
        app.filter(({ path }) => path.startsWith("app/platform/")),
        (_from, to, typeOnly) => featureOf(to) === undefined && (!to.startsWith("db/") || typeOnly),
      ),
    ).toEqual([]);
  });

  test("the worker sees time, the push payload, what the browser keeps, and rules of network and door that import nothing but time", () => {
    expect(
      breaches(
        app.filter(({ path }) => path.startsWith("app/worker/")),
        (_from, to) =>
          to.startsWith("app/worker/") ||
          to.startsWith("app/time/") ||
          to === "app/features/telling/push/push-payload.ts" ||
          /^app\/features\/outbox\/outbox[\w-]*\.ts$/.test(to) ||
          isOnDevice(to) ||
          /^app\/device\/(wire|device-store|server-clock|idle)\.ts$/.test(to) ||
          (isRule(to) && /^app\/features\/(network|door)\//.test(to)),
      ),
    ).toEqual([]);
  });

  test("Remix stays where the step to another router is mechanical: routes, entries, forms and links", () => {
    const home = (path: string) =>
      /^app\/(routes\/|routes\.ts$|root\.tsx|entry\.|server\.ts|process\/(start|http|remix-pages)\.server\.ts|asking\/(staff-)?visitor\.server\.ts|vite\.config\.ts|ui\/(shell|submit|wire-strip)\.tsx)/.test(
        path,
      ) || isUi(path);
    expect(breaches(app, (from, to) => !to.startsWith("@remix-run/") || home(from))).toEqual([]);
  });

  test("express stays in the server and the interface", () => {
    expect(
      breaches(
        app,
        (from, to) =>
          !/^(express|helmet|compression)$/.test(to) ||
          /^app\/(api\/|process\/(http|remix-pages)\.server|asking\/visitor\.server|platform\/session-cookie)/.test(
            from,
          ),
      ),
    ).toEqual([]);
  });

  test("migrations import nothing of ours", () => {
    expect(
      breaches(
        db.filter(({ path }) => /migrations\/\d/.test(path)),
        () => false,
      ),
    ).toEqual([]);
  });

  test("SQL is written in stores and in db only", () => {
    expect(breaches(app, (from, to, typeOnly) => to !== "kysely" || isStore(from) || typeOnly)).toEqual([]);
    const queries = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/;
    expect(app.filter(({ path, text }) => queries.test(text) && !isStore(path)).map(({ path }) => path)).toEqual([]);
  });
});

test("a breach is found: this harness can fail", () => {
  const made = (path: string, text: string): Source => ({
    path,
    text,
    imports: read("app/root.tsx")
      .imports.slice(0, 0)
      .concat(
        [...text.matchAll(/^import (type )?(?:[^"';]*? from )?"([^"]+)"/gm)].map((m) => ({
          to: resolve(path, m[2]!),
          typeOnly: !!m[1],
        })),
      ),
  });
  const below = made(
    "app/features/ground/trail/trail.ts",
    'import {\n  Rider,\n} from "#app/features/people/riders/rider.ts";\nimport { z } from "zod";',
  );
  expect(breaches([below], (_from, to) => to.startsWith("app/features/trail/"))).toEqual([
    "app/features/ground/trail/trail.ts -> app/features/people/riders/rider.ts",
    "app/features/ground/trail/trail.ts -> zod",
  ]);
  expect(all.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
});

describe("places come free by one way", () => {
  const RAISING = ["countSlotDown", "countDayDown", "setSlotCapacity", "setSlotsClosed", "setDay", "reshapeSlot"];
  /** What may raise what is free inside the room of slots; `take-place` takes back what it just took. */
  const HOME =
    /^app\/features\/visiting\/slots\/(raise-places|make-slots|close-places|take-place|slots\.store|days\.store)\.server\.ts$/;

  test("only what bookings hands out raises what is free, and it offers that to whoever waits", () => {
    const named = new RegExp(`\\b(${RAISING.join("|")})\\b`);
    expect(all.filter(({ path, text }) => named.test(text) && !HOME.test(path)).map(({ path }) => path)).toEqual([]);
    expect(
      breaches(
        all,
        (from, to, typeOnly) =>
          !to.endsWith("slots/raise-places.server.ts") ||
          typeOnly ||
          from === "app/features/visiting/bookings/free-places.server.ts",
      ),
    ).toEqual([]);
    // Slots are made anew only by the daily round, which raises nothing in use, and by a change of rules, which goes the one way.
    expect(
      all.filter(({ path, text }) => /\bremakeSlots\(/.test(text) && !HOME.test(path)).map(({ path }) => path),
    ).toEqual(["app/features/visiting/calendar/change-schedule.server.ts"]);
    expect(read("app/features/visiting/calendar/change-schedule.server.ts").text).toContain("raise.remakeSlots(");
  });

  test("closing only closes", () => {
    const text = read("app/features/visiting/slots/close-places.server.ts").text;
    expect([...text.matchAll(/setSlotsClosed\([^)]*\)/g)].map(([call]) => call)).toEqual([
      "setSlotsClosed(trx, service.pointId, what.slotIds, true)",
    ]);
    expect(text).toContain("closed: true }");
  });

  test("no other store writes the tables of slots", () => {
    const writes =
      /(?:updateTable|insertInto|deleteFrom)\("(?:slots|service_days)"\)|(?:update|insert into|delete from) (?:slots|service_days)\b/;
    expect(
      app
        .filter(
          ({ path, text }) =>
            writes.test(text) && !/^app\/features\/visiting\/slots\/(slots|days)\.store\.server\.ts$/.test(path),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe("bans", () => {
  const found = (files: Source[], pattern: RegExp, except: RegExp = /^$/) =>
    files.filter(({ path, text }) => !except.test(path) && pattern.test(text)).map(({ path }) => path);

  test("now is an argument: only the clock reads the machine's", () => {
    expect(found(all, /new Date\(\)|Date\.now\(\)/, /^app\/time\/clock\.ts$/)).toEqual([]);
  });
  test("only time makes dates and formats", () => {
    expect(found(all, /new Date\(|\bIntl\./, /^app\/time\//)).toEqual([]);
  });
  test("only the composition root reads the environment", () => {
    expect(found(all, /process\.env/, /^app\/process\/(start\.server|cli)\.ts$/)).toEqual([]);
  });
  test("what differs between stores stands in one file, how each is driven in the file of its name", () => {
    const words =
      /SQLITE_|better-sqlite3|pragma|sqlite_master|PostgresDialect|from "pg"|SqliteDialect|isPostgres|listen nuanyi|\badapter\b|"(40001|23505)"/i;
    // A backup is a SQLite file, whatever it was taken from.
    expect(
      found(all, words, /^db\/stores\/(dialect|sqlite-file\.server|sqlite-(store|driver|writer)|postgres-store)\.ts$/),
    ).toEqual([]);
    expect(
      found(
        all,
        /postgres/i,
        /^db\/stores\/(dialect|postgres-store)\.ts$|^db\/connection\.server\.ts$|^app\/(platform\/config\.server|process\/cli)\.ts$/,
      ),
    ).toEqual([]);
  });
  test("they are few: where a new one is wanted, portable words are looked for first", () => {
    const branches = all.flatMap(({ path, text }) =>
      (text.match(/\bisPostgres\(db\)|(?<!function )\bfileOf\(databaseUrl\)|startsWith\("file:"\)/g) ?? []).map(
        (found) => `${path}: ${found}`,
      ),
    );
    // Each store's own file is opened by dialect.ts alone (and a file of tiles is a SQLite file).
    expect(
      breaches(
        all,
        (from, to) =>
          !/^db\/stores\/(sqlite|postgres)-store\.ts$/.test(to) ||
          /^db\/(stores\/dialect|tile-file\.server)\.ts$/.test(from),
      ),
    ).toEqual([]);
    expect(branches).toEqual([
      'app/platform/config.server.ts: startsWith("file:")',
      "db/backup/make-backup.server.ts: fileOf(databaseUrl)",
      'db/stores/dialect.ts: startsWith("file:")',
      "db/stores/dialect.ts: fileOf(databaseUrl)",
      "db/stores/dialect.ts: fileOf(databaseUrl)",
      "db/stores/dialect.ts: isPostgres(db)",
      "db/stores/dialect.ts: isPostgres(db)",
    ]);
  });
  test("no drawers for whatever: utils, helpers, common, types, barrels", () => {
    expect(
      all
        .filter(({ path }) => /(^|\/)(utils?|helpers?|common|misc|lib|types)(\/|\.tsx?$)/.test(path))
        .map(({ path }) => path),
    ).toEqual([]);
    expect(
      all
        .filter(
          ({ path, text }) =>
            /(^|\/)index\.tsx?$/.test(path) && !/migrations/.test(path) && /export .* from/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });
  test("a file is 260 lines long at most, a test 400; what still has to be parted by word is named, and no name is stale", () => {
    const lines = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n").length;
    const free = /migrations\/|seeds\/(wuhan|chongqing)/;
    const long = [
      ...all.filter(({ path }) => !free.test(path) && lines(path) > 260),
      ...sources("tests")
        .map(read)
        .filter(({ path }) => lines(path) > 400),
    ].map(({ path }) => path);
    expect(long.sort()).toEqual([...TO_BE_PARTED].sort());
  });
  test("a line is 140 signs at most, but for texts, seeds, migrations, and one string or address", () => {
    const long = [...all, ...sources("tests").map(read)]
      .filter(({ path }) => !/messages\.|news\.|migrations\/|seeds\//.test(path))
      .flatMap(({ path, text }) =>
        text
          .split("\n")
          .filter((line) => line.length > 140 && !ONE_STRING.test(line))
          .map((line) => `${path}: ${line.trim().slice(0, 80)}`),
      );
    expect(long).toEqual([]);
  });
  test("no import climbs: a neighbour by ./, all else by its place in the house", () => {
    expect(
      all
        .filter(({ path, text }) => path !== "app/vite.config.ts" && /(from|import\() ?"\.\.\//.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });
  test("no folder is crowded: a room 16 files beside what it says of itself, its texts and its ui, any other 20", () => {
    const files = [
      ...readdirSync("app", { recursive: true, withFileTypes: true }),
      ...readdirSync("db", { recursive: true, withFileTypes: true }),
    ]
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const count = new Map<string, number>();
    for (const path of files)
      if (!/(about\.server|messages\.(zh|en))\.ts$|README\.md$|migrations\//.test(path))
        count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
    const most = (folder: string) =>
      folder === "app"
        ? 9
        : /^app\/features\/[^/]+\/[^/]+$/.test(folder)
          ? 16
          : /\/ui$/.test(folder) && folder.startsWith("app/features")
            ? 14
            : /^app\/routes\//.test(folder)
              ? 15
              : 20;
    expect([...count].filter(([folder, n]) => n > most(folder)).map(([folder, n]) => `${folder} ${n}`)).toEqual([]);
  });
  test("files import one another in no circle, types included", () => {
    const graph = new Map(all.map(({ path, imports }) => [path, imports.map(({ to }) => to)]));
    const done = new Set<string>();
    const circles: string[] = [];
    const walk = (path: string, trail: string[]): void => {
      if (trail.includes(path)) return void circles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      if (done.has(path)) return;
      for (const to of graph.get(path) ?? []) if (graph.has(to)) walk(to, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) walk(path, []);
    expect(circles).toEqual([]);
  });
  test("inline styles have no place under the content security policy", () => {
    expect(
      found(
        app.filter(({ path }) => path.endsWith(".tsx")),
        /\bstyle=\{/,
      ),
    ).toEqual([]);
  });
  test("exported names of routes can be stripped: none is destructured", () => {
    expect(
      found(
        app.filter(({ path }) => path.startsWith("app/routes/")),
        /export const \{/,
      ),
    ).toEqual([]);
  });
});

describe("the house", () => {
  test("the root holds what it should", () => {
    const entries = readdirSync(".")
      .filter((name) => !name.startsWith(".") && !["node_modules", "build"].includes(name))
      .sort();
    expect(entries).toEqual(
      [
        "README.md",
        "app",
        "db",
        "package-lock.json",
        "package.json",
        "public",
        "remix.config.js",
        "tests",
        "tsconfig.json",
      ].sort(),
    );
  });

  test("every use case that writes has a test of its own name", () => {
    // Called inside the transactions of others, whose tests show them.
    const inside = new Set([
      "add-points",
      "add-service",
      "follow-trail",
      "device-key",
      "give-consent",
      "offer-places",
      "dispatcher",
      "plan-reminders",
    ]);
    const writing = app
      .filter(({ path, text }) => isUseCase(path) && /inTransaction\(/.test(text))
      .map(({ path }) => path);
    const missing = writing.filter(
      (path) =>
        !existsSync(`tests/${path.replace(".server.ts", ".test.ts")}`) &&
        !inside.has(/([^/]+)\.server\.ts$/.exec(path)![1]!),
    );
    expect(missing).toEqual([]);
  });

  test("every other use case is called by somebody", () => {
    const called = new Set(
      [...all, ...sources("tests").map(read)].flatMap(({ imports }) => imports.map(({ to }) => to)),
    );
    expect(app.filter(({ path }) => featureOf(path) && !called.has(path)).map(({ path }) => path)).toEqual([]);
  });

  test("mocks give their reason, and no test is skipped or alone", () => {
    const tests = sources("tests")
      .filter((path) => !path.endsWith("architecture.test.ts"))
      .map(read);
    expect(
      tests
        .filter(({ text }) =>
          text
            .split("\n")
            .some((line, i, lines) => /vi\.(mock|spyOn|fn)\(/.test(line) && !/why:/.test(line + (lines[i - 1] ?? ""))),
        )
        .map(({ path }) => path),
    ).toEqual([]);
    expect(
      tests.filter(({ text }) => /\b(it|test|describe)\.(skip|only|todo|fixme)\b/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
