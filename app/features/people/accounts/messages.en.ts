import type zh from "./messages.zh.ts";

export default {
  "code.text": "Nuanyi code {code}, good for {minutes} minutes. Nobody will ask you for it: keep it to yourself.",
  "phone.title": "Phone",
  "phone.why": "Verify your phone and your bookings follow you to a new one; some services want it.",
  "phone.privacy": "Kept encrypted, to know you again and to remind you. Never for platforms or employers.",
  "phone.verified": "Verified {phone}",
  "phone.send": "Send a code",
  "phone.sent": "If this number takes texts, a code arrives at once, good for {minutes} minutes.",
  "phone.code": "6-digit code",
  "phone.verify": "Verify phone",
  "phone.change": "Another phone",
  "phone.again": "Nothing came: send again",
  "phone.wrong": "The code is wrong, over or tried too often. Have a new one sent.",
  "texts.stopTitle": "No more texts",
  "texts.stopWhat":
    "Somebody gave this number with a booking, so reminders came to it. Press, and no more texts of bookings that nobody verified come to it.",
  "texts.stopAct": "Send no more to this number",
  "texts.stopped": "Done. No more will come.",
} satisfies Record<keyof typeof zh, string>;
