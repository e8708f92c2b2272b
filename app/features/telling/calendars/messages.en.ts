import type zh from "./messages.zh.ts";

export default {
  "calendar.feed": "Nuanyi shifts",
  "calendar.summary": "{service}",
  "calendar.description": "Code {code}. Show it at the desk.",
  "calendar.shift": "Nuanyi shift: {window}",
  "calendar.shiftBody": "Check in on the tablet when you are there. Cannot come? Release it or swap in time.",
} satisfies Record<keyof typeof zh, string>;
