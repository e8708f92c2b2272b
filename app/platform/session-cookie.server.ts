import type { IncomingHttpHeaders } from "node:http";
import type { Request } from "express";
import { isLoopback } from "./variables.server.ts";

/** Whose session a cookie keeps: the rider's of this browser, or that of somebody who serves (or of a point's tablet). */
export type SessionKind = "rider" | "staff";

/** Over plain http away from loopback a browser keeps no `__Host-` cookie; a banner says what is missing there. */
const NAMES = {
  rider: { secure: "__Host-nuanyi", plain: "nuanyi-plain" },
  staff: { secure: "__Host-nuanyi-staff", plain: "nuanyi-staff-plain" },
} as const;
const SECONDS = 400 * 86_400;

const nameOf = (kind: SessionKind, trustworthy: boolean): string => NAMES[kind][trustworthy ? "secure" : "plain"];

/** The setting of the express app that says whether `PUBLIC_ORIGIN` is https. */
export const SECURE_ORIGIN = "nuanyi secure origin";

/** Whether a browser treats this connection as secure: https, here or at the proxy that `PUBLIC_ORIGIN` names, or loopback. It chooses a cookie's name and a banner, and opens nothing. */
export function isTrustworthy(req: Request): boolean {
  const { host = "" } = req.headers;
  return req.secure || req.app.get(SECURE_ORIGIN) === true || isLoopback(host.replace(/:\d+$/, ""));
}

/** One cookie's value from a header. */
export function cookieOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const part of (headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) {
      try {
        return decodeURIComponent(part.slice(at + 1).trim());
      } catch {
        return undefined;
      }
    }
  }
  return undefined;
}

/** The token that a request carries: a bearer's, else the cookie's. A bearer makes cookies count for nothing. */
export function sessionTokenOf(req: Request, kind: SessionKind = "rider"): string | undefined {
  const { authorization } = req.headers;
  if (authorization) return /^Bearer ([\w-]{1,200})$/.exec(authorization)?.[1];
  return cookieOf(req.headers, nameOf(kind, isTrustworthy(req)));
}

/** The Set-Cookie value that keeps a session in this browser; an empty token ends it. */
export function sessionCookie(req: Request, token: string, kind: SessionKind = "rider"): string {
  const trustworthy = isTrustworthy(req);
  const age = token === "" ? 0 : SECONDS;
  return `${nameOf(kind, trustworthy)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${age}${trustworthy ? "; Secure" : ""}`;
}
