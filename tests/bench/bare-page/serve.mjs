import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express from "express";

const folder = join(import.meta.dirname, "build");
const http = express();
http.get("/healthz", (_req, res) => void res.end("ok"));
http.get("/favicon.ico", (_req, res) => void res.status(204).end());
http.use(compression());
http.use("/assets", express.static(join(folder, "client", "assets"), { immutable: true, maxAge: "1y" }));
http.all("*", createRequestHandler({ build: await import(join(folder, "server", "index.js")), mode: "production" }));
http.listen(Number(process.env.PORT), "127.0.0.1");
