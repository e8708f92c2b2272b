import { expect, test } from "vitest";
import { pairsOf, uniqueOf, writesOfStores } from "#tests/support/indexes.ts";

/** Keys that hold an id which we make anew for each row, or a token's hash: nothing from outside can bring a second. */
const MADE_BY_US = new Set(
  [
    "bookings",
    "carries",
    "challenges",
    "closures",
    "conveniences",
    "devices",
    "door_reports",
    "door_tasks",
    "integration_keys",
    "invitations",
    "needs",
    "notices",
    "phone_codes",
    "points",
    "roles",
    "schedules",
    "services",
    "sessions",
    "shift_claims",
    "shift_swaps",
    "shifts",
    "slots",
    "staff",
    "tablets",
    "tickets",
    "topics",
    "trail",
    "waitlist",
    "weather_acts",
    "windows",
  ]
    .map((table) => `key of ${table}`)
    .concat(["integration_keys_by_token", "tablets_by_token", "staff_by_device", "bookings_by_code"]),
);

/** Every other pair of an index and a write that may meet it: what is answered, or why it cannot be met. */
const NAMED: Record<string, string> = {
  "bookings_once_a_day ← bookings.insertBooking": "standsInTheWay: 409 already-booked",
  "bookings_once_a_day ← bookings.setSlot":
    "standsInTheWay in move, closing and undoing: 409 already-booked, another slot, or named as not put back",
  "bookings_once_a_day ← bookings.setStatus":
    "standsInTheWay in the desk's steps and in undoing: 409 booked-again, or named as not put back",
  "bookings_once_a_day ← joined-bookings.giveBooking":
    "standsInTheWay in joining: one of the two is given up, its rider is told",
  "consents_once ← devices.moveConsents": "what both agreed to is kept once",
  "devices_by_phone ← devices.insertDevice": "a new device has no phone",
  "devices_by_phone ← devices.setVerifiedPhone":
    "accountOf looks first, in the same transaction: the other device is the account",
  "devices_by_phone ← own-rider.emptyDevice": "the phone is taken away",
  "door_tasks_open ← door-tasks.fixTask": "a task is closed",
  "door_tasks_open ← door-tasks.openTask": "one that is open stands for both",
  "inbox_once ← inbox.moveMessages": "what both were told is kept once",
  "key of banks ← cities.insertBank": "seeds only",
  "key of cell_counts ← placed-points.uncount": "counts of a row that stays where it is",
  "key of cities ← cities.insertCity": "seeds only",
  "key of closure_moves ← closures.insertMove":
    "each booking of a closed slot is moved once, in the act that made the closure",
  "key of bookings ← bookings.setSlot": "the id stays",
  "key of inbox ← inbox.moveMessages": "ids are ours",
  "key of kept_answers ← kept-answers.keepAnswer":
    "keptAnswerOf in the same transaction: the first answer again, or 422 key-reused",
  "key of kept_answers ← kept-answers.moveAnswers": "of two under one key the other device's stays",
  "key of landmarks ← cities.insertLandmark": "seeds only",
  "key of passkeys ← passkeys.insertPasskey": "passkeyById in the same transaction: 409 duplicate",
  "key of peaks ← cities.insertPeak": "ids are ours",
  "key of point_places ← placed-points.insertPlaces": "a kind that is named twice is one",
  "key of push_subscriptions ← push-subscriptions.moveSubscriptions": "what stands there already stays",
  "key of reminders ← reminders.finish": "the id stays",
  "key of reminders ← reminders.postpone": "the id stays",
  "key of stars ← stars.moveStars": "what both saved is kept once",
  "point_places_cover ← placed-points.insertPlaces": "as its table's key",
  "points_by_external ← point-drafts.insertPoints":
    "an import looks by number first, and refuses one that stands twice in its file",
  "points_by_external ← point-drafts.updatePoint": "the number stays that of the point",
  "roles_by_pin ← roles.endRole": "the role ends",
  "roles_by_pin ← roles.insertRole": "a new role has no PIN",
  "roles_by_pin ← roles.setPin": "another PIN is drawn, twenty times",
  "shift_claims_once ← claims.insertClaim":
    "takeShift and answerSwap look at the claims of the shift first: the same claim again",
  "shift_claims_once ← claims.setClaim": "nothing that was released comes back; a stand-by becomes the claim",
  "shift_swaps_once ← swaps.insertSwap": "what was asked before is withdrawn first",
  "shift_swaps_once ← swaps.setSwap": "an answer closes it",
  "shifts_once ← shifts.cancelUntaken": "the shift is cancelled",
  "shifts_once ← shifts.insertShifts": "only those that no shift stands for",
  "slots_by_start ← slots.insertSlots": "only starts that no slot has",
  "staff_by_feed ← staff.insertStaff": "a new one has no feed",
  "staff_by_feed ← staff.setFeed": "a secret that we make",
  "staff_by_phone ← staff.insertStaff": "a new one has no phone",
  "staff_by_phone ← staff.setStaffPhone": "staffByPhone in the same transaction: phone-taken",
  "tickets_by_number ← tickets.insertTicket": "nextNumber counts up in the same transaction",
  "tickets_once ← own-data.detachTickets": "nobody's any more",
  "tickets_once ← line.callLowest": "from one open state to another",
  "tickets_once ← tickets.insertTicket": "openTicketOf in the same transaction: the same number again",
  "tickets_once ← tickets.moveTickets": "joinTickets ends one of two first, its rider is told",
  "tickets_once ← tickets.setTicket":
    "openTicketOf where a number is called back: in-line-already, with the number that stands",
  "waitlist_once ← waitlist.insertWaiting": "openWaitingsOf in the same transaction: the same place again",
  "waitlist_once ← waitlist.moveWaitings": "where both stand in a line one place ends first",
  "waitlist_once ← waitlist.reopenWaiting": "hasOpenWaiting: who stands in it again is left there",
  "waitlist_once ← waitlist.setWaitingStatus": "from one open state to another, or out of the line",
};

test("every unique index has an outcome in words in every write that can bring a row under it, and no word is stale", () => {
  const pairs = pairsOf(uniqueOf(), writesOfStores()).filter(
    (pair) => !MADE_BY_US.has(pair.split(" ← ")[0]!) || pair in NAMED,
  );
  expect(pairs.length).toBeGreaterThan(40);
  expect(pairs.filter((pair) => !(pair in NAMED))).toEqual([]);
  expect(Object.keys(NAMED).filter((pair) => !pairs.includes(pair))).toEqual([]);
});

test("a write that nobody named is found: this harness can fail", () => {
  const unique = uniqueOf([
    "create table chairs (\n id text primary key not null)",
    "create unique index chairs_once on chairs (room, seat) where state in ('taken', 'kept')",
  ]);
  const files = [
    {
      path: "app/features/x/chairs.store.server.ts",
      text: 'export async function setState(trx) {\n  await trx.updateTable("chairs").set({ state: to }).where("id", "=", id).execute();\n}\nexport async function rename(trx) {\n  await trx.updateTable("chairs").set({ name }).where("id", "=", id).execute();\n}',
    },
  ];
  expect(pairsOf(unique, writesOfStores(files))).toEqual(["chairs_once ← chairs.setState"]);
});
