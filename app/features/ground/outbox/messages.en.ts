import type zh from "./messages.zh.ts";

export default {
  "outbox.title": "Waiting to be sent",
  "outbox.strip": "{n} waiting for network",
  "outbox.stripRefused": "{n} could not be done",
  "outbox.look": "Look",
  "outbox.booking": "Book {when} {what}",
  "outbox.cancel": "Cancel {when} {what}",
  "outbox.door-report": "Your word on the door of {what}",
  "outbox.waiting.booking":
    "Not booked yet, no place is held. It is asked for as soon as there is network, until {until}.",
  "outbox.waiting.cancel": "Not cancelled yet, you still have the place. It is given back as soon as there is network.",
  "outbox.waiting.door-report": "Not sent yet. It goes out if there is network by {until}; after that it says nothing.",
  "outbox.done.booking": "Booked",
  "outbox.done.cancel": "Cancelled",
  "outbox.done.door-report": "Sent",
  "outbox.refused": "Not done: {why}",
  "outbox.expired": "There was no network until it was too late; it was not sent.",
  "outbox.others": "These times are free:",
  "outbox.open": "Open",
  "outbox.drop": "Drop it",
  "outbox.close": "Got it",
  "outbox.now": "Try now",
  "outbox.tell": "Notify me when it is sent",
  "outbox.keepsLittle":
    "Without network your name, phone, note and topic are not kept on the phone; tell them at the window.",
  "outbox.notKept": "There is no network and this phone cannot keep it: nothing was done. Try again with network.",
  "outbox.needsNetwork": "This needs the network, and there is none. Nothing was written.",
} as const satisfies Record<keyof typeof zh, string>;
