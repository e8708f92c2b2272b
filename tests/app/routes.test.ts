import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import routes from "#app/routes.ts";
import { addresses, type Entry } from "#tests/support/addresses.ts";

const table = addresses();
const layouts = (entries: Entry[]): string[] =>
  entries.flatMap(({ path, index, file, children }) => [
    ...(path === undefined && !index ? [file] : []),
    ...layouts(children ?? []),
  ]);

test("every address that the product ever had answers still", () => {
  expect(table.map(([path]) => path).sort()).toEqual(
    [
      "/",
      "/*",
      "/bookings",
      "/bookings/:bookingId",
      "/bookings/:bookingId/move",
      "/carry/:token",
      "/city",
      "/city/import",
      "/city/people",
      "/city/points/:pointId",
      "/city/table",
      "/city/table.csv",
      "/city/trail",
      "/city/weather",
      "/desk",
      "/desk/:pointId",
      "/desk/:pointId/book",
      "/desk/:pointId/calendar",
      "/desk/:pointId/day",
      "/desk/:pointId/hours.csv",
      "/desk/:pointId/month.csv",
      "/desk/:pointId/people",
      "/desk/:pointId/poster",
      "/desk/:pointId/roster",
      "/desk/:pointId/services",
      "/desk/:pointId/slots",
      "/desk/:pointId/tasks",
      "/door/:pointId",
      "/duty",
      "/duty/ways",
      "/feed/:secret.ics",
      "/inbox",
      "/me",
      "/me/carry",
      "/me/data",
      "/me/data/all.json",
      "/me/phone",
      "/me/reminders",
      "/pass",
      "/passes",
      "/points/:pointId",
      "/privacy",
      "/screen/:pointId",
      "/services/:serviceId/book",
      "/settings",
      "/share",
      "/staff",
      "/staff/join/:token",
      "/staff/out",
      "/stop/:token",
      "/test/nearby",
      "/tickets/:ticketId",
      "/waitlist/:waitingId",
    ].sort(),
  );
});

test("every file of a route stands in the table once, at most fifteen in a folder, and none imports another", () => {
  const files = readdirSync("app/routes", { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice("app/".length));
  const named = [...table.map(([, file]) => file), ...layouts(routes as Entry[])];
  expect(files.sort()).toEqual([...named].sort());
  expect(
    files.map((file) => dirname(file)).filter((folder, _, all) => all.filter((other) => other === folder).length > 15),
  ).toEqual([]);
  expect(files.filter((file) => /from "(#app\/routes\/|\.\/)/.test(readFileSync(`app/${file}`, "utf8")))).toEqual([]);
});
