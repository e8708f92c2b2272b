import type zh from "./messages.zh.ts";

export default {
  "fee.free": "Free",
  "fee.registration-free": "Free registration",
  "fee.paid": "Paid",
  "access.walk-in": "walk in",
  "access.booking": "by booking",
  "access.both": "book or walk in",
  "service.for": "For: {kinds}",
  "service.forAnyone": "Anyone may come",
  "service.notForYou": "This one is for: {kinds}",
  "service.proof": "Show one of: {proof}",
  "service.bring": "Bring: {things}",
  "service.minutes": "about {n} min",
  "service.book": "Book",
  "service.theirs": "The hospital gives these numbers out itself; we take no booking.",
  "service.theirsPlace": "The point gives these places out itself; we take no booking.",
  "service.openLink": "Open its page",
  "service.shared": "A share of the numbers is given out here.",
  "service.quota": "{n} numbers a day",
} satisfies Record<keyof typeof zh, string>;
