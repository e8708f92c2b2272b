import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { about as nouns } from "#app/features/ground/nouns/about.server.ts";
import { about as trail } from "#app/features/ground/trail/about.server.ts";
import { about as limits } from "#app/features/ground/limits/about.server.ts";
import { about as riders } from "#app/features/people/riders/about.server.ts";
import { about as carry } from "#app/features/people/carry/about.server.ts";
import { about as sessions } from "#app/features/people/sessions/about.server.ts";
import { about as staff } from "#app/features/people/staff/about.server.ts";
import { about as accounts } from "#app/features/people/accounts/about.server.ts";
import { about as keys } from "#app/features/people/keys/about.server.ts";
import { about as signIn } from "#app/features/people/sign-in/about.server.ts";
import { about as hours } from "#app/features/places/hours/about.server.ts";
import { about as cities } from "#app/features/places/cities/about.server.ts";
import { about as points } from "#app/features/places/points/about.server.ts";
import { about as notices } from "#app/features/places/notices/about.server.ts";
import { about as surroundings } from "#app/features/places/surroundings/about.server.ts";
import { about as doors } from "#app/features/places/doors/about.server.ts";
import { about as supplies } from "#app/features/places/supplies/about.server.ts";
import { about as stars } from "#app/features/places/stars/about.server.ts";
import { about as services } from "#app/features/visiting/services/about.server.ts";
import { about as slots } from "#app/features/visiting/slots/about.server.ts";
import { about as ownBookings } from "#app/features/visiting/own-bookings/about.server.ts";
import { about as checkIn } from "#app/features/visiting/check-in/about.server.ts";
import { about as closures } from "#app/features/visiting/closures/about.server.ts";
import { about as queue } from "#app/features/visiting/queue/about.server.ts";
import { about as visits } from "#app/features/visiting/visits/about.server.ts";
import { about as roster } from "#app/features/serving/roster/about.server.ts";
import { about as weather } from "#app/features/serving/weather/about.server.ts";
import { about as push } from "#app/features/telling/push/about.server.ts";
import { about as inbox } from "#app/features/telling/inbox/about.server.ts";
import { about as reminders } from "#app/features/telling/reminders/about.server.ts";
import { about as pack } from "#app/features/finding/pack/about.server.ts";

/** Every noun of the house, in the order in which it is built. Rights and rounds walk this list and name none. */
export const NOUNS: Record<string, Noun> = {
  "ground/nouns": nouns,
  "ground/trail": trail,
  "ground/limits": limits,
  "people/riders": riders,
  "people/carry": carry,
  "people/sessions": sessions,
  "people/staff": staff,
  "people/accounts": accounts,
  "people/keys": keys,
  "people/sign-in": signIn,
  "places/hours": hours,
  "places/cities": cities,
  "places/points": points,
  "places/notices": notices,
  "places/surroundings": surroundings,
  "places/doors": doors,
  "places/supplies": supplies,
  "places/stars": stars,
  "visiting/services": services,
  "visiting/slots": slots,
  "visiting/own-bookings": ownBookings,
  "visiting/check-in": checkIn,
  "visiting/closures": closures,
  "visiting/queue": queue,
  "visiting/visits": visits,
  "serving/roster": roster,
  "serving/weather": weather,
  "telling/push": push,
  "telling/inbox": inbox,
  "telling/reminders": reminders,
  "finding/pack": pack,
};
