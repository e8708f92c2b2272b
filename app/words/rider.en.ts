import type zh from "./rider.zh.ts";
import bookings from "#app/features/visiting/bookings/messages.en.ts";
import door from "#app/features/finding/door/messages.en.ts";
import nearby from "#app/features/finding/nearby/messages.en.ts";
import network from "#app/features/places/points/messages.en.ts";
import outbox from "#app/features/ground/outbox/messages.en.ts";
import people from "#app/features/people/riders/messages.en.ts";
import queue from "#app/features/visiting/queue/messages.en.ts";
import reminders from "#app/features/telling/messages/messages.en.ts";
import services from "#app/features/visiting/services/messages.en.ts";
import ui from "#app/ui/messages.en.ts";

/** Every text of the product in English. */
export default {
  ...ui,
  ...network,
  ...people,
  ...services,
  ...door,
  ...nearby,
  ...bookings,
  ...queue,
  ...outbox,
  ...reminders,
} satisfies Record<keyof typeof zh, string>;
