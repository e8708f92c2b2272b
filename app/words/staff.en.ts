import desk from "#app/features/watching/desk/messages.en.ts";
import insight from "#app/features/watching/insight/messages.en.ts";
import people from "#app/features/people/staff/messages.en.ts";
import roster from "#app/features/serving/roster/messages.en.ts";
import slots from "#app/features/visiting/slots/messages.en.ts";
import trail from "#app/features/ground/trail/messages.en.ts";

/** Every text of the pages of those who serve, in English. */
export default { ...people, ...desk, ...slots, ...roster, ...insight, ...trail };
