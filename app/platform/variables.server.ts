import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";

/** A wrong value in the environment: one sentence that names it. */
export class ConfigError extends Error {}

export function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || hostname === "::1" || /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

export function urlOf(name: string, text: string, protocols: string[]): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new ConfigError(`${name} is not an address: "${text}".`);
  }
  if (!protocols.includes(url.protocol)) throw new ConfigError(`${name} must start with ${protocols.join(" or ")}//.`);
  return url;
}

export function fileOf(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigError(`${name} names a file that cannot be read: "${path}".`);
  }
}

export function pairOf(cert: Buffer, key: Buffer): { cert: Buffer; key: Buffer } {
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new ConfigError("TLS_CERT and TLS_KEY must be a certificate and its key, both as PEM.");
  }
  return { cert, key };
}

export function oneOf<T extends string>(name: string, text: string | undefined, values: readonly T[], otherwise: T): T {
  if (text === undefined || text === "") return otherwise;
  if (!values.includes(text as T)) throw new ConfigError(`${name} must be one of ${values.join(", ")}, not "${text}".`);
  return text as T;
}

export function numberOf(
  name: string,
  text: string | undefined,
  least: number,
  most: number,
  otherwise: number,
): number {
  if (!text) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new ConfigError(`${name} must be a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}
