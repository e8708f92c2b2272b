import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { passOffers } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { eraseAllWords } from "./erase-words.server.ts";
import { joinBookings } from "./join-bookings.server.ts";
import { forgetBookings, tellBookings } from "./own-bookings.server.ts";

/** Bookings and places in lines, as their riders' own. */
export const about: Noun = {
  tables: { bookings: "device", kept_answers: "device", waitlist: "device" },
  rights: { tell: tellBookings, forget: forgetBookings, join: joinBookings },
  stays: {
    bookings: "when and where a visit was, without words, of nobody",
    waitlist: "that somebody stood in a line, without a topic, of nobody",
  },
  untold: { kept_answers: "an answer that was given, kept for its retry: what it says is told with the booking" },
  kept: {
    bookings: "without end; name, phone, note and topic 7 days after the visit",
    kept_answers: "thirty days",
    waitlist: "without end; the topic 7 days after the time",
  },
  rounds: [
    { name: "pass-offers", every: "round", work: passOffers },
    { name: "erase-words", every: "hour", work: eraseAllWords },
  ],
  made: {
    bookings: { status: "cancelled", rider_kind: "courier" },
    waitlist: { status: "left", rider_kind: "courier" },
  },
};
