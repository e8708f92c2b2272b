import type { Request, Response } from "express";
import type { z } from "zod";
import { languageOf } from "../features/people/preferences.ts";
import { fill } from "../platform/fill.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";

export type ProblemType = keyof typeof zh;

const CATALOG = { zh, en };

/** Answers with RFC 9457 problem details, in the language that the caller reads. */
export function problem(
  req: Request, res: Response, status: number, type: ProblemType, more: Record<string, unknown> = {}, headers: Record<string, string> = {},
): void {
  const language = languageOf(req.headers["accept-language"]);
  const detail = fill(CATALOG[language][type], more as Record<string, string>);
  res.status(status).set({ "cache-control": "no-store", "content-language": language === "zh" ? "zh-CN" : "en", ...headers })
    .type("application/problem+json").send(JSON.stringify({ type: `/problems/${type}`, title: detail, status, ...more }));
}

/** 422 with what is wrong and where: `errors: [{path, problem}]`. Never what was sent. */
export function unprocessable(req: Request, res: Response, error: z.ZodError): void {
  const errors = error.issues.map((issue) => ({ path: issue.path.join("."), problem: issue.code === "custom" ? issue.message : issue.code }));
  problem(req, res, 422, "bad-request", { errors });
}
