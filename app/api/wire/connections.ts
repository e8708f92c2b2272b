import type { Server } from "node:http";
import type { Socket } from "node:net";
import { netOf } from "#app/platform/net-of.ts";

/** How much strangers may make the process hold, and for how long. */
export const HELD = {
  /** Connections at once, in all and of one net. */
  connections: 4_000,
  connectionsOfOne: 1_000,
  /** Milliseconds until a request has come whole, its head sooner. */
  requestMs: 15_000,
  headMs: 10_000,
  /** Bytes of bodies that have not come whole, of everybody and of one net. */
  unfinished: 16_000_000,
  unfinishedOfOne: 4_000_000,
  /** Seconds after which whoever was turned away may come again. */
  retryAfter: 5,
} as const;

/** One connection: what it waits for, and since when (milliseconds of a clock that only rises). */
export interface Held {
  readonly net: string;
  since: number;
  /** `idle`: nothing asked, or a head that is still coming; `sending`: a body that is still coming; `answering`: ours to end. */
  state: "idle" | "sending" | "answering";
}

const HELD_BY = Symbol("held");
type Holding = Socket & { [HELD_BY]?: Held };

/** What a connection is doing now; nothing for one that no server of ours counts. */
export function setHeld(socket: Socket, state: Held["state"]): void {
  const held = (socket as Holding)[HELD_BY];
  if (!held) return;
  held.state = state;
  held.since = performance.now();
}

const answerOf = (status: string): string =>
  `HTTP/1.1 ${status}\r\nRetry-After: ${HELD.retryAfter}\r\nConnection: close\r\nContent-Length: 0\r\nCache-Control: no-store\r\n\r\n`;

/** Says why and closes; whoever does not listen is cut off after a second. */
function turnAway(socket: Socket, status: string): void {
  socket.removeAllListeners("data");
  if (socket.writable) socket.end(answerOf(status));
  socket.resume();
  setTimeout(() => socket.destroy(), 1_000).unref();
}

/**
 * Keeps a server's connections within what it may hold: where there is one too many, that which has waited longest for its
 * sender gives way; where all are being answered, the newest is turned away with 503. `speaksForOthers` says whether a
 * peer is a proxy of ours: then the peer's address is nobody's. What comes too slowly is answered 408.
 */
export function boundConnections(server: Server, secure: boolean, speaksForOthers: (address: string) => boolean): void {
  server.headersTimeout = HELD.headMs;
  server.requestTimeout = HELD.requestMs;
  server.keepAliveTimeout = 65_000;
  const all = new Set<Holding>();
  const byNet = new Map<string, Set<Holding>>();
  const forget = (socket: Holding, net: string) => {
    all.delete(socket);
    const mine = byNet.get(net);
    mine?.delete(socket);
    if (mine?.size === 0) byNet.delete(net);
  };
  const giveWay = (among: Iterable<Holding>): boolean => {
    let oldest: Holding | undefined;
    for (const socket of among) {
      const held = socket[HELD_BY]!;
      if (held.state !== "answering" && (!oldest || held.since < oldest[HELD_BY]!.since)) oldest = socket;
    }
    if (!oldest) return false;
    forget(oldest, oldest[HELD_BY]!.net);
    // Of a connection under TLS only the secure side could say anything.
    if (secure) oldest.destroy();
    else turnAway(oldest, "503 Service Unavailable");
    return true;
  };
  server.on("connection", (socket: Holding) => {
    const address = socket.remoteAddress ?? "";
    const net = netOf(address);
    const mine = byNet.get(net) ?? new Set();
    const crowded = mine.size >= HELD.connectionsOfOne && !speaksForOthers(address);
    if ((crowded && !giveWay(mine)) || (all.size >= HELD.connections && !giveWay(all))) {
      if (secure) socket.destroy();
      else turnAway(socket, "503 Service Unavailable");
      return;
    }
    socket[HELD_BY] = { net, since: performance.now(), state: "idle" };
    all.add(socket);
    // A net that just gave its last one up stands in the list no more.
    byNet.set(net, (byNet.get(net) ?? mine).add(socket));
    socket.once("close", () => forget(socket, net));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
    const status =
      error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : error.code === "HPE_HEADER_OVERFLOW"
          ? "431 Request Header Fields Too Large"
          : "400 Bad Request";
    turnAway(socket as Socket, status);
  });
}

/** The socket under a request; under TLS the one that was counted. */
export function socketOf(socket: Socket): Socket {
  return (socket as Socket & { _parent?: Socket })._parent ?? socket;
}
