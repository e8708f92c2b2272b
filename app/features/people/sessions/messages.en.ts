import type zh from "./messages.zh.ts";

export default {
  "sessions.title": "Devices signed in",
  "sessions.unknown": "A device without a name",
  "sessions.here": "this one",
  "sessions.seen": "used {ago} ago",
  "sessions.end": "Sign it out",
  "sessions.ended": "That device is signed out.",
  "sessions.endOthers": "Sign out all but this one",
  "sessions.othersEnded": "All other devices are signed out.",
} satisfies Record<keyof typeof zh, string>;
