/** The kinds of people whom a point may be for. */
export const RIDER_KINDS = ["courier", "food-rider", "taxi", "ride-hail", "truck", "other"] as const;
export type RiderKind = (typeof RIDER_KINDS)[number];

/** A rider as the code knows one: a device, until a verified phone joins several. */
export interface Rider {
  deviceId: string;
  /** The session that asks, by the hash of its token; a subscription for push hangs on it. */
  session?: string;
  /** Set when it is the session of somebody who serves: they read here what is for them, and do nothing as a rider. */
  serves?: true;
}

export const isRiderKind = (text: unknown): text is RiderKind => RIDER_KINDS.includes(text as RiderKind);

/** What shows that somebody is a rider. */
export const PROOFS = ["uniform", "order-screen", "order-3-days", "driver-certificate"] as const;
export type Proof = (typeof PROOFS)[number];

/** The notice on personal data that stands before the first optional field; a new text is a new version. */
export const NOTICE_VERSION = "2026-11-24";
