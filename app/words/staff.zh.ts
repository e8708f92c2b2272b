import desk from "#app/features/desk/messages.zh.ts";
import insight from "#app/features/insight/messages.zh.ts";
import people from "#app/features/people/staff-messages.zh.ts";
import roster from "#app/features/roster/messages.zh.ts";
import slots from "#app/features/slots/staff-messages.zh.ts";
import trail from "#app/features/trail/messages.zh.ts";

/** Every text of the pages of those who serve, in Chinese; riders' phones never load them. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
