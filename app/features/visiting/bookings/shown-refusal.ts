import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { Instant } from "#app/time/instant.ts";

/** Why a place was not given, and what can be done now. */
export type ShownRefusal =
  | {
      kind: "full" | "day-full";
      slotId: string;
      start: Instant;
      waiting: number;
      others: { id: string; start: Instant }[];
    }
  | { kind: "already-booked"; bookingId: string }
  | { kind: "not-for-you"; for: RiderKind[]; nearest: { id: string; name: string } | null }
  | { kind: "too-many"; minutes: number }
  | {
      kind:
        | "busy"
        | "slot-closed"
        | "outside-window"
        | "phone-needed"
        | "gone"
        | "has-places"
        | "too-many-lines"
        | "needs-network"
        | "not-kept";
    };
