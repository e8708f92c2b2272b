import { Agent } from "node:https";
import webpush, { WebPushError } from "web-push";
import type { Keys } from "./keys.server.ts";
import { afterAnswer, NEW_HOST, restOf, type HostState } from "./push-rest.ts";

export interface PushSubscription {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** What became of one push: `gone` means that the subscription is dead for good. */
export type PushOutcome =
  | { kind: "sent" }
  | { kind: "gone"; reason: string }
  /** `untried` when nothing was posted: the host has enough, or is left alone. */
  | { kind: "later"; reason: string; retryAfterSeconds?: number; untried?: true };

export interface Push {
  publicKey: string;
  /** Whether an endpoint, which a stranger names, may be posted to. */
  allows(endpoint: string): boolean;
  send(subscription: PushSubscription, payload: string, options: { ttlSeconds: number; topic: string }): Promise<PushOutcome>;
}

/** The most that Chromium and Firefox both take. Bytes. */
const MOST_BYTES = 3993;
const TIMEOUT = 10_000;
/** Milliseconds. */
const SIGNATURE_LIFE = 6 * 3_600_000;

function hostAllowed(url: URL, hosts: string[]): boolean {
  return hosts.some((allowed) => {
    if (allowed.includes(":")) return url.host === allowed;
    if (url.port !== "") return false;
    return allowed.startsWith("*.") ? url.hostname.endsWith(allowed.slice(1)) : url.hostname === allowed;
  });
}

export function makePush(options: { keys: Keys; subject: string; hosts: string[]; ca?: Buffer }): Push {
  const agent = options.ca ? new Agent({ ca: options.ca, keepAlive: true }) : new Agent({ keepAlive: true });
  const allows = (endpoint: string) => {
    try {
      const url = new URL(endpoint);
      return url.protocol === "https:" && url.username === "" && hostAllowed(url, options.hosts);
    } catch {
      return false;
    }
  };
  const signatures = new Map<string, { header: string; until: number }>();
  /** Who we are, signed for one push host: good for twelve hours, made anew after six (RFC 8292). */
  const signatureFor = (audience: string): string => {
    const known = signatures.get(audience);
    if (known && known.until > performance.now()) return known.header;
    const { publicKey, privateKey } = options.keys.vapid;
    const header = webpush.getVapidHeaders(audience, options.subject, publicKey, privateKey, "aes128gcm").Authorization;
    signatures.set(audience, { header, until: performance.now() + SIGNATURE_LIFE });
    return header;
  };
  const hosts = new Map<string, HostState>();
  const stateOf = (host: string) => hosts.get(host) ?? NEW_HOST;
  const change = (host: string, to: (state: HostState) => HostState) => void hosts.set(host, to(stateOf(host)));
  return {
    publicKey: options.keys.vapid.publicKey,
    allows,
    async send(subscription, payload, options) {
      if (!allows(subscription.endpoint)) return { kind: "gone", reason: "host not allowed" };
      const { host } = new URL(subscription.endpoint);
      const rest = restOf(stateOf(host), performance.now());
      if (rest !== undefined) return { kind: "later", reason: "the push host is left alone", retryAfterSeconds: rest, untried: true };
      change(host, (state) => ({ ...state, inFlight: state.inFlight + 1 }));
      try {
        const outcome = await post(subscription, payload, options);
        const how = outcome.kind !== "later" ? "answered" : outcome.reason === "status 429" ? "busy" : "failed";
        change(host, (state) => afterAnswer(state, how, performance.now(), outcome.kind === "later" ? (outcome.retryAfterSeconds ?? 5) : 0));
        return outcome;
      } finally {
        change(host, (state) => ({ ...state, inFlight: state.inFlight - 1 }));
      }
    },
  };

  async function post(subscription: PushSubscription, payload: string, { ttlSeconds, topic }: { ttlSeconds: number; topic: string }): Promise<PushOutcome> {
    if (Buffer.byteLength(payload) > MOST_BYTES) throw new Error("invariant: push payload too large");
    try {
      await webpush.sendNotification(
        { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
        payload,
        {
          TTL: Math.max(0, Math.floor(ttlSeconds)), topic, urgency: "high", timeout: TIMEOUT, agent,
          headers: { Authorization: signatureFor(new URL(subscription.endpoint).origin) },
        },
      );
      return { kind: "sent" };
    } catch (error) {
      if (error instanceof WebPushError) return outcomeOf(error);
      return { kind: "later", reason: (error as NodeJS.ErrnoException).code ?? "network" };
    }
  }
}

function outcomeOf(error: WebPushError): PushOutcome {
  const { statusCode: status } = error;
  // 400 and 403 come when the subscription was made for another key: the browser must subscribe anew.
  if ([400, 401, 403, 404, 410].includes(status)) return { kind: "gone", reason: `status ${status}` };
  const header = (error.headers as Record<string, string> | undefined)?.["retry-after"];
  const seconds = header && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
  return { kind: "later", reason: `status ${status}`, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}
