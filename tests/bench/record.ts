import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import Database from "better-sqlite3";
import express from "express";
import { pointsApi } from "#app/api/v1/points.ts";
import { closeApp, openApp } from "#app/process/app.server.ts";
import { readConfig } from "#app/platform/config.server.ts";

/** Asks our handler each address once and writes down the SQL that it ran, with its parameters, and the bytes that it sent. */
export async function recordPlaces(file: string, paths: string[], out: string): Promise<void> {
  let statements: { sql: string; parameters: unknown[] }[] = [];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the driver's own method, listened to
  const prototype = Database.prototype as any;
  const prepare = prototype.prepare;
  prototype.prepare = function (this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql) as Database.Statement;
    const all = statement.all.bind(statement);
    statement.all = (...parameters: unknown[]) => {
      statements.push({ sql, parameters: parameters.flat() });
      return all(...parameters);
    };
    return statement;
  };
  const app = await openApp(
    readConfig({
      NUANYI_TEST: "1",
      APP_NOW: "2026-11-24T02:00:00.000Z",
      DATABASE_URL: `file:${file}`,
      LOG_LEVEL: "warn",
    }),
  );
  const http = express();
  http.use(pointsApi(app));
  const server = createServer(http);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const recorded = [];
  for (const path of paths) {
    statements = [];
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    recorded.push({ body: await response.text(), type: response.headers.get("content-type"), statements });
  }
  server.close();
  server.closeAllConnections();
  await closeApp(app);
  prototype.prepare = prepare;
  writeFileSync(out, JSON.stringify(recorded));
}
