import { chanceFrom } from "#app/process/seeds/chance.ts";

export interface JsonSchema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  $ref?: string;
}

/** What people and their enemies type. */
export const NASTY: readonly unknown[] = [
  "",
  " ",
  "\0",
  "a\0b",
  "\u202e",
  "\ud800",
  "💧".repeat(50),
  "x".repeat(5000),
  "' or 1=1 --",
  '"; drop table points; --',
  "<script>alert(1)</script>",
  "{{7*7}}",
  "${7*7}",
  "%00",
  "%2e%2e%2f",
  "../../etc/passwd",
  "=cmd|' /C calc'!A0",
  "\r\nset-cookie: x=y",
  "NaN",
  "-1",
  "1e309",
  "0x10",
  "9007199254740993",
  "2026-13-45",
  "2026-02-30",
  "24:61",
  "true",
  "null",
  "undefined",
  "[object Object]",
  "__proto__",
  "constructor",
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  [[]],
  {},
  { __proto__: { admin: true } },
  { toString: "x" },
  [null],
  ["a", ["b"]],
];

export class MakeUp {
  readonly chance: () => number;
  readonly #ids: () => string[];
  readonly #named: Record<string, JsonSchema>;
  constructor(seed: number, ids: () => string[], named: Record<string, JsonSchema> = {}) {
    this.chance = chanceFrom(seed);
    this.#ids = ids;
    this.#named = named;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.chance() * list.length)]!;
  }

  nasty(): unknown {
    return this.pick(NASTY);
  }

  uuid(): string {
    const hex = (n: number) => Array.from({ length: n }, () => Math.floor(this.chance() * 16).toString(16)).join("");
    return this.chance() < 0.7 ? this.pick(this.#ids()) : `${hex(8)}-${hex(4)}-7${hex(3)}-a${hex(3)}-${hex(12)}`;
  }

  /** A value that fits a schema, as far as a schema says. */
  fitting(schema: JsonSchema): unknown {
    if (schema.$ref) return this.fitting(this.#named[schema.$ref.split("/").at(-1)!] ?? {});
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) return this.fitting(this.pick(choices));
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => this.fitting(part) as object)) as unknown;
    switch (Array.isArray(schema.type) ? this.pick(schema.type) : schema.type) {
      case "object":
        return Object.fromEntries(
          Object.entries(schema.properties ?? {})
            .filter(([name]) => schema.required?.includes(name) || this.chance() < 0.5)
            .map(([name, part]) => [name, this.fitting(part)]),
        );
      case "array":
        return Array.from({ length: Math.floor(this.chance() * 4) }, () => this.fitting(schema.items ?? {}));
      case "integer":
      case "number": {
        const [low, high] = [schema.minimum ?? -10, schema.maximum ?? 1000];
        const number = low + this.chance() * (Math.min(high, low + 1000) - low);
        return schema.type === "integer" ? Math.round(number) : number;
      }
      case "boolean":
        return this.chance() < 0.5;
      case "null":
        return null;
      default:
        return this.#text(schema);
    }
  }

  #text(schema: JsonSchema): string {
    if (schema.format === "uuid") return this.uuid();
    if (schema.format === "date" || schema.pattern?.includes("\\d{4}"))
      return this.pick(["2026-11-24", "2026-11-25", "2026-12-01"]);
    if (schema.format === "date-time") return "2026-11-24T03:00:00.000Z";
    if (schema.format === "uri")
      return this.pick(["https://fcm.googleapis.com/fcm/send/x", "https://127.0.0.1/x", "javascript:alert(1)"]);
    const text = this.pick([
      "13800000000",
      "小李",
      "10:00",
      "2026-11-25",
      "每天 8:00-20:00",
      "1",
      "0",
      "30",
      "a",
      "ABC123",
      this.uuid(),
    ]);
    return text.slice(0, schema.maxLength ?? text.length).padEnd(schema.minLength ?? 0, "x");
  }

  /** The same value with one thing wrong: a part left out, of another kind, or too much. */
  broken(value: unknown): unknown {
    if (typeof value !== "object" || value === null || this.chance() < 0.1) return this.nasty();
    const copy = structuredClone(value) as Record<string, unknown>;
    const names = Object.keys(copy);
    if (names.length === 0) return this.nasty();
    const name = this.pick(names);
    if (this.chance() < 0.3) delete copy[name];
    else copy[name] = this.chance() < 0.3 ? this.broken(copy[name]) : this.nasty();
    return copy;
  }
}
