import desk from "#app/features/desk/messages.en.ts";
import insight from "#app/features/insight/messages.en.ts";
import people from "#app/features/people/staff-messages.en.ts";
import roster from "#app/features/roster/messages.en.ts";
import slots from "#app/features/slots/staff-messages.en.ts";
import trail from "#app/features/trail/messages.en.ts";

/** Every text of the pages of those who serve, in English. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
