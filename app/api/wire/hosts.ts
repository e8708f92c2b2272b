import type { IncomingMessage } from "node:http";

/** The address that a request comes from, as express tells it: the first from here that is no proxy of ours. `trusts` is express's own judge. */
export function addressOf(
  req: Pick<IncomingMessage, "headers" | "socket">,
  trusts: (address: string, hop: number) => boolean,
): string {
  const said = String(req.headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .reverse();
  const all = [req.socket.remoteAddress ?? "", ...said];
  return all.find((address, hop) => !trusts(address, hop)) ?? all.at(-1)!;
}

const HOST = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::(\d{1,5}))?$/i;

/** Whether what a request says of its host is one at all; nothing said is fine. Nothing reads `Host` before this was asked. */
export function hasSoundHost(req: Pick<IncomingMessage, "headers" | "url">): boolean {
  const { host } = req.headers;
  // What is asked for is a path: the form with a whole address is for proxies.
  if (!req.url?.startsWith("/") && req.url !== "*") return false;
  if (host === undefined || host === "") return true;
  const [, , port] = HOST.exec(host) ?? [];
  return HOST.test(host) && (port === undefined || Number(port) <= 65_535);
}
