/** Pages that search engines may show: each has one address, whatever led to it. */
const PUBLIC = /^\/(points\/[\w-]+|services\/[\w-]+\/book|privacy)?$/;

interface About {
  data: unknown;
  matches: { id: string; data?: unknown }[];
  location: { pathname: string };
}
type Meta =
  | { title: string }
  | { name: string; content: string }
  | { tagName: "link"; rel: string; href: string }
  | { "script:ld+json": Record<string, string> };

/** A page's title as its loader worded it, with the product's name behind; what the product is, as the root's loader worded it; its one address; and what machines read of it (`linked`). */
export function titled({ data, matches, location }: About): Meta[] {
  const root = matches.find(({ id }) => id === "root")?.data;
  const title = textIn(data, "title");
  const description = textIn(data, "description") || textIn(root, "description");
  const origin = textIn(root, "origin");
  const linked =
    typeof data === "object" && data !== null && "linked" in data ? (data.linked as Record<string, string>) : undefined;
  return [
    { title: title ? `${title} · 暖驿 Nuanyi` : "暖驿 Nuanyi" },
    ...(description ? [{ name: "description", content: description }] : []),
    ...(origin && PUBLIC.test(location.pathname)
      ? [{ tagName: "link" as const, rel: "canonical", href: origin + location.pathname }]
      : []),
    ...(linked ? [{ "script:ld+json": linked }] : []),
  ];
}

function textIn(value: unknown, name: string): string {
  return typeof value === "object" && value !== null && name in value
    ? String((value as Record<string, unknown>)[name] ?? "")
    : "";
}
