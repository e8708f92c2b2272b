import type { Proof, RiderKind } from "#app/features/people/riders/rider.ts";

export type Access = "walk-in" | "booking" | "both";
/** Whose numbers are given out: ours, a share of theirs, or only theirs. */
export type Book = "ours" | "shared" | "theirs";
export type Fee = "free" | "registration-free" | "paid";

export interface Topic {
  id: string;
  name: string;
  name_en: string;
  bring: string[];
  bring_en: string[];
}

/** Something offered at a point; see DOMAIN. An empty `forKinds` means anyone. */
export interface Service {
  id: string;
  pointId: string;
  name: string;
  name_en: string;
  minutes: number;
  access: Access;
  book: Book;
  link: string | null;
  forKinds: RiderKind[];
  fee: Fee;
  feeNote: string;
  feeNote_en: string;
  proof: Proof[];
  bring: string[];
  bring_en: string[];
  phoneNeeded: boolean;
  remoteNumbers: boolean;
  rules: BookingRules;
  topics: Topic[];
  example: boolean;
}

/** When a slot may be taken and given back. Minutes before its start; days ahead; `quota` of each day, null for none; `graceMinutes` after its start a place that nobody claimed is released. */
export interface BookingRules {
  quota: number | null;
  noticeMinutes: number;
  horizonDays: number;
  cancelMinutes: number;
  graceMinutes: number;
}

/** Whether walk-ins are given numbers for a service. */
export function takesWalkIns(service: Pick<Service, "access" | "book">): boolean {
  return service.access !== "booking" && service.book !== "theirs";
}

/** The letter before a service's queue numbers: the first of a point is A. */
export function queueLetter(services: { id: string }[], serviceId: string): string {
  return String.fromCharCode(
    65 +
      (Math.max(
        0,
        services.findIndex(({ id }) => id === serviceId),
      ) %
        26),
  );
}

/** Whether numbers of a service are given out here. */
export function isBookable(service: Pick<Service, "access" | "book">): boolean {
  return service.access !== "walk-in" && service.book !== "theirs";
}

/** Whether a service is for a kind of rider. */
export function isFor(service: Pick<Service, "forKinds">, kind: RiderKind): boolean {
  return service.forKinds.length === 0 || service.forKinds.includes(kind);
}
