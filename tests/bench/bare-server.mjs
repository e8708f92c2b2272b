// What a read can cost at least: the same SQL on the same store, and the same bytes, with nothing in between.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import Database from "better-sqlite3";

const store = new Database(process.env.BARE_STORE, { readonly: true });
store.pragma("cache_size = -40000");
const recorded = JSON.parse(readFileSync(process.env.BARE_RECORDED, "utf8"));
const kept = new Map();
const prepared = (sql) => {
  if (!kept.has(sql)) kept.set(sql, store.prepare(sql));
  return kept.get(sql);
};
const places = recorded.map(({ statements, body, type }) => ({
  statements: statements.map(({ sql, parameters }) => ({ statement: prepared(sql), parameters })),
  body: Buffer.from(body),
  headers: { "content-type": type, "content-length": Buffer.byteLength(body) },
}));

createServer((req, res) => {
  if (req.url === "/healthz") return void res.end("ok");
  const place = req.url.startsWith("/sql/") ? places[Number(req.url.slice(5))] : places[0];
  if (req.url.startsWith("/sql/"))
    for (const { statement, parameters } of place.statements) statement.all(...parameters);
  res.writeHead(200, place.headers).end(place.body);
}).listen(Number(process.env.PORT), "127.0.0.1");
