import desk from "./features/desk/messages.en.ts";
import insight from "./features/insight/messages.en.ts";
import people from "./features/people/staff-messages.en.ts";
import roster from "./features/roster/messages.en.ts";
import slots from "./features/slots/staff-messages.en.ts";
import trail from "./features/trail/messages.en.ts";

/** Every text of the pages of those who serve, in English. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
