import type { Response } from "express";
import { netOf } from "#app/platform/net-of.ts";
import type { App } from "#app/platform/app.ts";

/** Streams that one process holds open at once; of strangers, so that those who serve find a place; of one net of strangers. */
export const STREAMS = { most: 2_000, ofStrangers: 1_500, ofOneNet: 300 } as const;

interface Stream {
  net: string;
  serves: boolean;
}

const open = new WeakMap<App, Map<Response, Stream>>();

const streamsOf = (app: App): Map<Response, Stream> => {
  const known = open.get(app) ?? new Map<Response, Stream>();
  open.set(app, known);
  return known;
};

/** Whether another stream may be opened from an address; whoever `serves` finds a place that no stranger takes. */
export function mayOpenStream(app: App, address: string, serves: boolean): boolean {
  const streams = streamsOf(app);
  if (streams.size >= STREAMS.most) return false;
  if (serves) return true;
  const net = netOf(address);
  const strangers = [...streams.values()].filter((one) => !one.serves);
  return strangers.length < STREAMS.ofStrangers && strangers.filter((one) => one.net === net).length < STREAMS.ofOneNet;
}

/** Counts a stream as open; answers how to count it as closed. */
export function holdStream(app: App, res: Response, address: string, serves: boolean): () => void {
  streamsOf(app).set(res, { net: netOf(address), serves });
  return () => void streamsOf(app).delete(res);
}

/** Ends every stream, so that a process that stops has nothing to wait for; browsers come back by themselves. */
export function endStreams(app: App): void {
  for (const stream of streamsOf(app).keys()) stream.end();
}
