import desk from "./features/desk/messages.zh.ts";
import insight from "./features/insight/messages.zh.ts";
import people from "./features/people/staff-messages.zh.ts";
import roster from "./features/roster/messages.zh.ts";
import slots from "./features/slots/staff-messages.zh.ts";
import trail from "./features/trail/messages.zh.ts";

/** Every text of the pages of those who serve, in Chinese; riders' phones never load them. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
