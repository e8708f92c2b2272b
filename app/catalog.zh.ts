import bookings from "./features/bookings/messages.zh.ts";
import door from "./features/door/messages.zh.ts";
import nearby from "./features/nearby/messages.zh.ts";
import network from "./features/network/messages.zh.ts";
import outbox from "./features/outbox/messages.zh.ts";
import people from "./features/people/messages.zh.ts";
import queue from "./features/queue/messages.zh.ts";
import reminders from "./features/reminders/messages.zh.ts";
import services from "./features/services/messages.zh.ts";
import ui from "./ui/messages.zh.ts";

/** Every text of the product in Chinese; the keys are the contract that English keeps. */
export default { ...ui, ...network, ...people, ...services, ...door, ...nearby, ...bookings, ...queue, ...outbox, ...reminders };
