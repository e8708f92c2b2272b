/** What a push carries, in the declarative form that every browser's service understands. Time and place only. */
export interface PushPayload {
  web_push: 8030;
  notification: {
    title: string;
    body: string;
    /** The address to open, on our own origin. */
    navigate: string;
    /** Equal tags replace one another: a reminder that comes twice is seen once. */
    tag: string;
    lang: string;
  };
}

/** Bytes of a push → payload; undefined when it is not one of ours. */
export function parsePushPayload(text: string): PushPayload | undefined {
  try {
    const value = JSON.parse(text) as Partial<PushPayload>;
    const n = value.notification;
    return value.web_push === 8030 && n && [n.title, n.body, n.navigate, n.tag].every((x) => typeof x === "string")
      ? (value as PushPayload)
      : undefined;
  } catch {
    return undefined;
  }
}
