import type zh from "./messages.zh.ts";

export default {
  "inbox.title": "Messages",
  "inbox.empty": "No messages yet. After a booking, reminders appear here.",
  "inbox.empty.act": "Find a point nearby",
  "inbox.ago": "{ago} ago",
  "inbox.unread": "unread",
  "inbox.read": "Mark as read",
  "inbox.open": "Open",
  "inbox.signedOut": "Nothing was booked on this phone yet, so there are no messages.",
} satisfies Record<keyof typeof zh, string>;
