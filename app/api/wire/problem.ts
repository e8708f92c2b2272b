import type { Request, Response } from "express";
import type { z } from "zod";
import { languageOf } from "#app/features/people/preferences/preferences.ts";
import type { Language } from "#app/time/words.ts";
import { fill } from "#app/words/fill.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";

export type ProblemType = keyof typeof zh;

const CATALOG = { zh, en };

/** Answers with RFC 9457 problem details, in the language that the caller reads. */
export function problem(
  req: Request,
  res: Response,
  status: number,
  type: ProblemType,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): void {
  const language = languageOf(req.headers["accept-language"]);
  const detail = fill(CATALOG[language][type], more as Record<string, string>);
  if (!req.originalUrl.startsWith("/api/") && req.accepts(["json", "html"]) === "html")
    return plainPage(res, status, language, detail, headers);
  res
    .status(status)
    .set({ "cache-control": "no-store", "content-language": language === "zh" ? "zh-CN" : "en", ...headers })
    .type("application/problem+json")
    .send(JSON.stringify({ type: `/problems/${type}`, title: detail, status, ...more }));
}

/** The same for somebody who looks at a page: what was sent could not even be given to the pages. */
function plainPage(
  res: Response,
  status: number,
  language: Language,
  detail: string,
  headers: Record<string, string>,
): void {
  const [lang, home] = language === "zh" ? ["zh-CN", "回到附近"] : ["en", "Back to Nearby"];
  res
    .status(status)
    .set({ "cache-control": "no-store", ...headers })
    .type("html")
    .send(
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>暖驿 Nuanyi</title><h1>${detail}</h1><p><a href="/">${home}</a></p></html>`,
    );
}

/** 429, with how long to wait. */
export function tooMany(req: Request, res: Response, seconds: number): void {
  problem(req, res, 429, "too-many", { seconds }, { "retry-after": String(seconds) });
}

/** 422 with what is wrong and where: `errors: [{path, problem}]`. Never what was sent. */
export function unprocessable(req: Request, res: Response, error: z.ZodError): void {
  const errors = error.issues.map((issue) => ({
    path: issue.path.join("."),
    problem: issue.code === "custom" ? issue.message : issue.code,
  }));
  problem(req, res, 422, "bad-request", { errors });
}
