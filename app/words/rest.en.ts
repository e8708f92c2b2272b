import accounts from "#app/features/people/accounts/messages.en.ts";
import bookings from "#app/features/visiting/bookings/messages.en.ts";
import calendars from "#app/features/telling/calendars/messages.en.ts";
import carry from "#app/features/people/carry/messages.en.ts";
import ownData from "#app/features/rights/own-data/messages.en.ts";
import push from "#app/features/telling/push/messages.en.ts";
import queue from "#app/features/visiting/queue/messages.en.ts";
import sessions from "#app/features/people/sessions/messages.en.ts";
import signIn from "#app/features/people/sign-in/messages.en.ts";

/** What riders' other pages say besides, in English; a phone loads it before it opens one. */
export default {
  ...accounts,
  ...bookings,
  ...calendars,
  ...carry,
  ...ownData,
  ...push,
  ...queue,
  ...sessions,
  ...signIn,
};
