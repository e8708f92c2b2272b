/** A page's title as its loader worded it, with the product's name behind. */
export function titled({ data }: { data: unknown }): { title: string }[] {
  const title = typeof data === "object" && data !== null && "title" in data ? String(data.title) : "";
  return [{ title: title ? `${title} · 暖驿 Nuanyi` : "暖驿 Nuanyi" }];
}
