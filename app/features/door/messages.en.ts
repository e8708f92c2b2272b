import type zh from "./messages.zh.ts";

export default {
  "door.openUntil": "Open until {time}",
  "door.openAlways": "Open 24 hours",
  "door.soon": "Closes in {minutes} min",
  "door.closed": "Closed",
  "door.closedUntil": "Closed · opens {day} {time}",
  "door.remark.full": "said to be full {ago} ago",
  "door.remark.qr-fails": "the QR failed {ago} ago",
  "door.unstaffed": "Unstaffed",
  "door.unknown": "Not confirmed",
  "door.doubted": "Not confirmed · found locked",
  "door.confirmed": "confirmed {ago} ago",
  "door.confirmedNow": "confirmed just now",
  "door.ask": "Is the door open?",
  "door.askWhy": "One tap saves the next rider a trip.",
  "door.say.open": "Open",
  "door.say.locked": "Locked",
  "door.say.qr-fails": "QR does not open it",
  "door.say.full": "Open but full",
  "door.thanks": "Thank you. The next rider will see it.",
  "door.tooSoon": "You reported a moment ago; again in {minutes} min.",
} satisfies Record<keyof typeof zh, string>;
