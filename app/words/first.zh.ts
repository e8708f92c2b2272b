import ui from "#app/ui/messages.zh.ts";
import points from "#app/features/places/points/messages.zh.ts";
import riders from "#app/features/people/riders/messages.zh.ts";
import services from "#app/features/visiting/services/messages.zh.ts";
import door from "#app/features/finding/door/messages.zh.ts";
import nearby from "#app/features/finding/nearby/messages.zh.ts";
import outbox from "#app/features/ground/outbox/messages.zh.ts";
import inbox from "#app/features/telling/inbox/messages.zh.ts";

/** What the first screen and every page may say, in Chinese. */
export default { ...ui, ...points, ...riders, ...services, ...door, ...nearby, ...outbox, ...inbox };
