/** A page's title as its loader worded it, with the product's name behind; and what the product is, as the root's loader worded it. */
export function titled({ data, matches }: { data: unknown; matches: { id: string; data?: unknown }[] }): ({ title: string } | { name: string; content: string })[] {
  const title = textIn(data, "title");
  const description = textIn(data, "description") || textIn(matches.find(({ id }) => id === "root")?.data, "description");
  return [{ title: title ? `${title} · 暖驿 Nuanyi` : "暖驿 Nuanyi" }, ...(description ? [{ name: "description", content: description }] : [])];
}

function textIn(value: unknown, name: string): string {
  return typeof value === "object" && value !== null && name in value ? String((value as Record<string, unknown>)[name] ?? "") : "";
}
