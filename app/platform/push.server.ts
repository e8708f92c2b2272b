import { ECDH } from "node:crypto";
import { Agent } from "node:https";
import webpush, { WebPushError } from "web-push";
import type { Keys } from "./keys.server.ts";
import { systemClock } from "#app/time/clock.ts";
import { parseRetryAfter } from "#app/time/instant.ts";
import { makeMemory } from "./memory.ts";
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
  | {
      kind: "later";
      reason: string;
      retryAfterSeconds?: number;
      untried?: true;
      /** The host works, and said so. */ answered?: true;
      /** It does not take our signature or subject. */ blamesUs?: true;
    };

export interface Push {
  publicKey: string;
  /** Whether an endpoint, which a stranger names, may be posted to. */
  allows(endpoint: string): boolean;
  send(
    subscription: PushSubscription,
    payload: string,
    options: { ttlSeconds: number; topic: string },
  ): Promise<PushOutcome>;
}

/** The most that Chromium and Firefox both take. Bytes. */
const MOST_BYTES = 3993;
const TIMEOUT = 10_000;
/** The entry of the list that lets a host be posted to; undefined when none does. It is also the name under which a host is counted: the real one may be of a stranger's choosing. */
export function allowedBy(endpoint: string, hosts: string[]): string | undefined {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return undefined;
  return hosts.find((allowed) => {
    if (allowed.includes(":")) return url.host === allowed;
    if (url.port !== "") return false;
    return allowed.startsWith("*.") ? url.hostname.endsWith(allowed.slice(1)) : url.hostname === allowed;
  });
}

/** Whether a subscription's keys are ones that a message can be encrypted for: a point of the curve, and 16 bytes. base64url. */
export function canEncryptFor({ p256dh, auth }: Pick<PushSubscription, "p256dh" | "auth">): boolean {
  if (Buffer.from(p256dh, "base64url").length !== 65 || Buffer.from(auth, "base64url").length !== 16) return false;
  try {
    ECDH.convertKey(p256dh, "prime256v1", "base64url", "base64url", "uncompressed");
    return true;
  } catch {
    return false;
  }
}

/** `refused` is told of a host that blames our signature or subject, once a minute each. */
export function makePush(options: {
  keys: Keys;
  subject: string;
  hosts: string[];
  ca?: Buffer;
  refused?: (host: string, reason: string) => void;
}): Push {
  const agent = options.ca ? new Agent({ ca: options.ca, keepAlive: true }) : new Agent({ keepAlive: true });
  const { refused } = options;
  const allows = (endpoint: string) => allowedBy(endpoint, options.hosts) !== undefined;
  const signatures = makeMemory<string>("push-signatures", (header) => 2 * header.length);
  const alarms = makeMemory<true>("push-alarms");
  /** Who we are, signed for one push host: good for twelve hours, made anew after six (RFC 8292). */
  const signatureFor = (audience: string): string => {
    const known = signatures.get(audience);
    if (known) return known;
    const { publicKey, privateKey } = options.keys.vapid;
    const header = webpush.getVapidHeaders(audience, options.subject, publicKey, privateKey, "aes128gcm").Authorization;
    signatures.set(audience, header);
    return header;
  };
  const hosts = makeMemory<HostState>("push-hosts", () => 200);
  const stateOf = (host: string) => hosts.get(host) ?? NEW_HOST;
  const change = (host: string, to: (state: HostState) => HostState) => void hosts.set(host, to(stateOf(host)));
  return {
    publicKey: options.keys.vapid.publicKey,
    allows,
    async send(subscription, payload, options) {
      if (!allows(subscription.endpoint)) return { kind: "gone", reason: "host not allowed" };
      const { host } = new URL(subscription.endpoint);
      const rest = restOf(stateOf(host), performance.now());
      if (rest !== undefined)
        return { kind: "later", reason: "the push host is left alone", retryAfterSeconds: rest, untried: true };
      change(host, (state) => ({ ...state, inFlight: state.inFlight + 1 }));
      try {
        const outcome = await post(subscription, payload, options);
        // Too many for one subscription, or a word against our signature, is an answer: the host works.
        const failed = outcome.kind === "later" && !outcome.answered;
        // What cannot be encrypted for is that subscription's fault, and says nothing of its host.
        if (outcome !== BROKEN)
          change(host, (state) => afterAnswer(state, failed ? "failed" : "answered", performance.now()));
        if (outcome.kind === "later" && outcome.blamesUs && !alarms.get(host)) {
          alarms.set(host, true);
          refused?.(host, outcome.reason);
        }
        return outcome;
      } finally {
        change(host, (state) => ({ ...state, inFlight: state.inFlight - 1 }));
      }
    },
  };

  async function post(
    subscription: PushSubscription,
    payload: string,
    { ttlSeconds, topic }: { ttlSeconds: number; topic: string },
  ): Promise<PushOutcome> {
    if (Buffer.byteLength(payload) > MOST_BYTES) throw new Error("invariant: push payload too large");
    try {
      await webpush.sendNotification(
        { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
        payload,
        {
          TTL: Math.max(0, Math.floor(ttlSeconds)),
          topic,
          urgency: "high",
          timeout: TIMEOUT,
          agent,
          headers: { Authorization: signatureFor(new URL(subscription.endpoint).origin) },
        },
      );
      return { kind: "sent" };
    } catch (error) {
      if (error instanceof WebPushError) return outcomeOf(error);
      // Asked where it matters only.
      if (!canEncryptFor(subscription)) return BROKEN;
      return { kind: "later", reason: (error as NodeJS.ErrnoException).code ?? "network" };
    }
  }
}

const BROKEN: PushOutcome = { kind: "gone", reason: "broken keys" };

/** The words with which push services say that a subscription was made for another key: the browser must subscribe anew. */
const OTHER_KEY =
  /VapidPkHashMismatch|do not correspond to the credentials|key mismatch|not match the (?:key|applicationServerKey)/i;

function outcomeOf(error: WebPushError): PushOutcome {
  const { statusCode: status, body } = error;
  const said = /"(?:reason|error)"\s*:\s*"([\w .-]{1,60})"/.exec(body)?.[1];
  const reason = `status ${status}${said ? ` ${said}` : ""}`;
  if (status === 404 || status === 410) return { kind: "gone", reason };
  const seconds = parseRetryAfter(
    (error.headers as Record<string, string> | undefined)?.["retry-after"],
    systemClock().now(),
  );
  const wait = seconds === undefined ? {} : { retryAfterSeconds: seconds };
  if (status === 429) return { kind: "later", reason, answered: true, ...wait };
  // What blames our header is ours to mend: the subscription is as good as before.
  if ([400, 401, 403].includes(status))
    return OTHER_KEY.test(body)
      ? { kind: "gone", reason }
      : { kind: "later", reason, answered: true, blamesUs: true, ...wait };
  return { kind: "later", reason, ...wait };
}
