import type zh from "./catalog.zh.ts";
import bookings from "./features/bookings/messages.en.ts";
import door from "./features/door/messages.en.ts";
import nearby from "./features/nearby/messages.en.ts";
import network from "./features/network/messages.en.ts";
import outbox from "./features/outbox/messages.en.ts";
import people from "./features/people/messages.en.ts";
import queue from "./features/queue/messages.en.ts";
import reminders from "./features/reminders/messages.en.ts";
import services from "./features/services/messages.en.ts";
import ui from "./ui/messages.en.ts";

/** Every text of the product in English. */
export default { ...ui, ...network, ...people, ...services, ...door, ...nearby, ...bookings, ...queue, ...outbox, ...reminders } satisfies Record<keyof typeof zh, string>;
