import desk from "#app/features/watching/desk/messages.zh.ts";
import insight from "#app/features/watching/insight/messages.zh.ts";
import people from "#app/features/people/staff/messages.zh.ts";
import roster from "#app/features/serving/roster/messages.zh.ts";
import slots from "#app/features/visiting/slots/messages.zh.ts";
import trail from "#app/features/ground/trail/messages.zh.ts";

/** Every text of the pages of those who serve, in Chinese; riders' phones never load them. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
