import accounts from "#app/features/people/accounts/messages.zh.ts";
import bookings from "#app/features/visiting/bookings/messages.zh.ts";
import calendars from "#app/features/telling/calendars/messages.zh.ts";
import carry from "#app/features/people/carry/messages.zh.ts";
import ownData from "#app/features/rights/own-data/messages.zh.ts";
import push from "#app/features/telling/push/messages.zh.ts";
import queue from "#app/features/visiting/queue/messages.zh.ts";
import sessions from "#app/features/people/sessions/messages.zh.ts";
import signIn from "#app/features/people/sign-in/messages.zh.ts";

/** What riders' other pages say besides, in Chinese; a phone loads it before it opens one. */
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
