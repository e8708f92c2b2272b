import bookings from "#app/features/visiting/bookings/messages.zh.ts";
import door from "#app/features/finding/door/messages.zh.ts";
import nearby from "#app/features/finding/nearby/messages.zh.ts";
import network from "#app/features/places/points/messages.zh.ts";
import outbox from "#app/features/ground/outbox/messages.zh.ts";
import people from "#app/features/people/riders/messages.zh.ts";
import queue from "#app/features/visiting/queue/messages.zh.ts";
import reminders from "#app/features/telling/messages/messages.zh.ts";
import services from "#app/features/visiting/services/messages.zh.ts";
import ui from "#app/ui/messages.zh.ts";

/** Every text of the product in Chinese; the keys are the contract that English keeps. */
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
};
