import * as theMainJob from "./0001-the-main-job.ts";
import * as thePeopleAtThePoint from "./0002-the-people-at-the-point.ts";
import * as thePhone from "./0003-the-phone.ts";
import * as proof from "./0004-proof.ts";
import * as nobodyGetsIn from "./0005-nobody-gets-in.ts";

/** Every migration, by name, in the order in which they run. */
export const migrations: Record<string, { statements: string[] }> = {
  "0001-the-main-job": theMainJob,
  "0002-the-people-at-the-point": thePeopleAtThePoint,
  "0003-the-phone": thePhone,
  "0004-proof": proof,
  "0005-nobody-gets-in": nobodyGetsIn,
};
