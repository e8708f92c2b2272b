import ui from "#app/ui/messages.en.ts";
import points from "#app/features/places/points/messages.en.ts";
import riders from "#app/features/people/riders/messages.en.ts";
import services from "#app/features/visiting/services/messages.en.ts";
import door from "#app/features/finding/door/messages.en.ts";
import nearby from "#app/features/finding/nearby/messages.en.ts";
import outbox from "#app/features/ground/outbox/messages.en.ts";
import inbox from "#app/features/telling/inbox/messages.en.ts";

/** What the first screen and every page may say, in English. */
export default { ...ui, ...points, ...riders, ...services, ...door, ...nearby, ...outbox, ...inbox };
