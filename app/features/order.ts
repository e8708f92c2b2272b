/** The wings of the house, from the ground up, and in each its rooms: each imports those above it in this list, never one below. */
export const ORDER = {
  ground: ["nouns", "trail", "outbox", "limits"],
  people: ["riders", "preferences", "carry", "sessions", "staff", "accounts", "keys", "sign-in"],
  places: ["map", "hours", "cities", "points", "notices", "surroundings", "doors", "supplies", "stars", "imports"],
  visiting: [
    "services",
    "slots",
    "waitlist",
    "bookings",
    "own-bookings",
    "calendar",
    "passes",
    "check-in",
    "closures",
    "queue",
    "visits",
  ],
  serving: ["roster", "weather"],
  telling: ["messages", "push", "inbox", "calendars", "reminders"],
  finding: ["door", "pack", "nearby"],
  watching: ["desk", "insight"],
  rights: ["own-data"],
} as const satisfies Record<string, readonly string[]>;

export type Wing = keyof typeof ORDER;

/** Wings beside one another: none imports another. */
export const APART: readonly string[] = ["care", "law", "work", "learning", "living", "riding"];
