import type { IncomingMessage } from "node:http";

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
