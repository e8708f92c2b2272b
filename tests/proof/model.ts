import { lineEnds, offerDeadline } from "#app/features/visiting/waitlist/waiting.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";

export type Status = "booked" | "checked-in" | "served" | "cancelled" | "no-show";
export interface Place {
  id: string;
  date: string;
  start: Instant;
  capacity: number;
  closed: boolean;
}
export interface Claim {
  id: string;
  rider: number;
  slot: number;
  status: Status;
  made: Instant;
}
export interface Line {
  id: string;
  rider: number;
  slot: number;
  status: "waiting" | "offered" | "accepted" | "left" | "passed" | "expired";
  until: Instant | null;
  booking?: string;
}

const HOLDS: readonly Status[] = ["booked", "checked-in", "served"];
const STEPS: Record<Status, readonly Status[]> = {
  booked: ["checked-in", "cancelled", "no-show"],
  "checked-in": ["served", "booked"],
  served: ["checked-in"],
  cancelled: ["booked"],
  "no-show": ["checked-in", "booked"],
};

/** What a service with few slots must do, said again without a store: every outcome, every count. */
export class Model {
  now: Instant;
  readonly slots: Place[];
  readonly days: Map<string, { quota: number; closed: boolean }>;
  readonly rules: { noticeMinutes: number; cancelMinutes: number; graceMinutes: number; zone: Zone };
  claims: Claim[] = [];
  lines: Line[] = [];
  constructor(
    now: Instant,
    slots: Place[],
    days: Map<string, { quota: number; closed: boolean }>,
    rules: Model["rules"],
  ) {
    [this.now, this.slots, this.days, this.rules] = [now, slots, days, rules];
  }

  held(slot: number): number {
    return (
      this.claims.filter((claim) => claim.slot === slot && HOLDS.includes(claim.status)).length +
      this.lines.filter((line) => line.slot === slot && line.status === "offered").length
    );
  }
  heldOn(date: string): number {
    return this.slots.reduce((sum, slot, i) => sum + (slot.date === date ? this.held(i) : 0), 0);
  }
  takes(slot: number): "taken" | "slot-full" | "day-full" {
    const { capacity, closed, date } = this.slots[slot]!;
    if (closed || this.held(slot) >= capacity) return "slot-full";
    const day = this.days.get(date)!;
    return day.closed || this.heldOn(date) >= day.quota ? "day-full" : "taken";
  }
  inWindow = (slot: number): boolean => plusMinutes(this.now, this.rules.noticeMinutes) <= this.slots[slot]!.start;
  activeOn = (rider: number, date: string, but?: string): boolean =>
    this.claims.some(
      (claim) =>
        claim.rider === rider &&
        claim.id !== but &&
        this.slots[claim.slot]!.date === date &&
        ["booked", "checked-in"].includes(claim.status),
    );

  /** What keeps a rider from a slot, whether it is full or not. */
  refusal(rider: number, slot: number, but?: string): "outside-window" | "slot-closed" | "already-booked" | undefined {
    if (!this.inWindow(slot)) return "outside-window";
    if (this.slots[slot]!.closed) return "slot-closed";
    return this.activeOn(rider, this.slots[slot]!.date, but) ? "already-booked" : undefined;
  }
  book(rider: number, slot: number): string {
    const no = this.refusal(rider, slot) ?? this.takes(slot);
    return no === "taken" ? "booked" : no;
  }
  cancel(claim: Claim): string {
    if (claim.status === "cancelled") return "cancelled";
    if (claim.status !== "booked") return "not-possible";
    if (this.now > plusMinutes(this.slots[claim.slot]!.start, -this.rules.cancelMinutes)) return "too-late";
    this.become(claim, "cancelled");
    return "cancelled";
  }
  move(claim: Claim, to: number): string {
    if (claim.status === "booked" && claim.slot === to) return "moved";
    if (claim.status !== "booked") return "not-possible";
    const from = this.slots[claim.slot]!;
    if (this.now > plusMinutes(from.start, -this.rules.cancelMinutes)) return "too-late";
    const no = this.refusal(claim.rider, to, claim.id);
    if (no) return no;
    const within = from.date === this.slots[to]!.date;
    const taken = within ? (this.held(to) >= this.slots[to]!.capacity ? "slot-full" : "taken") : this.takes(to);
    if (taken !== "taken") return taken;
    claim.slot = to;
    this.offer(from.date);
    return "moved";
  }
  wait(rider: number, slot: number): string {
    if (
      this.lines.some(
        (line) => line.rider === rider && line.slot === slot && ["waiting", "offered"].includes(line.status),
      )
    )
      return "joined";
    const no = this.refusal(rider, slot);
    if (no) return no;
    const day = this.days.get(this.slots[slot]!.date)!;
    return this.held(slot) < this.slots[slot]!.capacity && this.heldOn(this.slots[slot]!.date) < day.quota
      ? "has-places"
      : "joined";
  }
  accept(line: Line): string {
    if (line.status === "waiting") return "no-such-offer";
    if (line.status === "accepted") return "accepted";
    if (line.status !== "offered" || line.until! <= this.now) return "offer-over";
    return this.activeOn(line.rider, this.slots[line.slot]!.date) ? "already-booked" : "accepted";
  }
  leave(line: Line): void {
    if (line.status === "waiting" || line.status === "offered") this.endLine(line, "left");
  }
  step(claim: Claim, to: Status, today: string): string {
    if (claim.status === to) return "stepped";
    if (claim.status === "cancelled" || this.slots[claim.slot]!.date !== today || !STEPS[claim.status].includes(to))
      return "not-possible";
    if (!HOLDS.includes(claim.status) && HOLDS.includes(to) && this.takes(claim.slot) !== "taken") return "place-gone";
    this.become(claim, to);
    return "stepped";
  }
  resize(slot: number, capacity: number): string {
    if (this.held(slot) > capacity) return "booked-more";
    this.slots[slot]!.capacity = capacity;
    return "set";
  }
  setQuota(date: string, quota: number): string {
    if (this.heldOn(date) > quota) return "quota-spent";
    this.days.set(date, { quota, closed: false });
    return "set";
  }
  /** Time goes on, and what then happens by itself happens. */
  tick(minutes: number): void {
    this.now = plusMinutes(this.now, minutes);
    for (const claim of this.claims) {
      const { start } = this.slots[claim.slot]!;
      if (
        claim.status === "booked" &&
        plusMinutes(start > claim.made ? start : claim.made, this.rules.graceMinutes) <= this.now
      )
        this.become(claim, "no-show");
    }
    for (const line of [...this.lines].sort((a, b) => ((a.until ?? "") < (b.until ?? "") ? -1 : 1)))
      if (line.status === "offered" && line.until! <= this.now) this.endLine(line, "passed");
    for (const line of this.lines)
      if (line.status === "waiting" && lineEnds(this.slots[line.slot]!.start, this.rules.graceMinutes) <= this.now)
        this.endLine(line, "expired");
  }

  private become(claim: Claim, to: Status): void {
    const held = HOLDS.includes(claim.status);
    claim.status = to;
    if (held && !HOLDS.includes(to)) this.offer(this.slots[claim.slot]!.date);
  }
  private endLine(line: Line, to: Line["status"]): void {
    const held = line.status === "offered";
    line.status = to;
    if (held) this.offer(this.slots[line.slot]!.date);
  }
  private offer(date: string): void {
    for (const line of this.lines) {
      const slot = this.slots[line.slot]!;
      if (
        line.status !== "waiting" ||
        slot.date !== date ||
        !this.inWindow(line.slot) ||
        this.activeOn(line.rider, date)
      )
        continue;
      const taken = this.takes(line.slot);
      if (taken === "day-full") return;
      if (taken === "slot-full") continue;
      line.status = "offered";
      line.until = offerDeadline(this.now, slot.start, this.rules.noticeMinutes, this.rules.zone);
    }
  }
}
