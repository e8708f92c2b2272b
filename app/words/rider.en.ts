import type zh from "./rider.zh.ts";
import bookings from "#app/features/bookings/messages.en.ts";
import door from "#app/features/door/messages.en.ts";
import nearby from "#app/features/nearby/messages.en.ts";
import network from "#app/features/network/messages.en.ts";
import outbox from "#app/features/outbox/messages.en.ts";
import people from "#app/features/people/messages.en.ts";
import queue from "#app/features/queue/messages.en.ts";
import reminders from "#app/features/reminders/messages.en.ts";
import services from "#app/features/services/messages.en.ts";
import ui from "#app/ui/messages.en.ts";

/** Every text of the product in English. */
export default { ...ui, ...network, ...people, ...services, ...door, ...nearby, ...bookings, ...queue, ...outbox, ...reminders } satisfies Record<keyof typeof zh, string>;
