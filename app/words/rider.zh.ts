import bookings from "#app/features/bookings/messages.zh.ts";
import door from "#app/features/door/messages.zh.ts";
import nearby from "#app/features/nearby/messages.zh.ts";
import network from "#app/features/network/messages.zh.ts";
import outbox from "#app/features/outbox/messages.zh.ts";
import people from "#app/features/people/messages.zh.ts";
import queue from "#app/features/queue/messages.zh.ts";
import reminders from "#app/features/reminders/messages.zh.ts";
import services from "#app/features/services/messages.zh.ts";
import ui from "#app/ui/messages.zh.ts";

/** Every text of the product in Chinese; the keys are the contract that English keeps. */
export default { ...ui, ...network, ...people, ...services, ...door, ...nearby, ...bookings, ...queue, ...outbox, ...reminders };
