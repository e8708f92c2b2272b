import type { ClaimStatus } from "#app/features/serving/roster/shift.ts";

/** Shifts of one person each: the first two overlap, the third begins so soon that whoever takes it has confirmed it. */
export const SHIFTS = 3;
const clash = (one: number, other: number): boolean => one !== other && one < 2 && other < 2;
const SOON = 2;

export interface Word {
  id: string;
  shift: number;
  staff: number;
  kind: "claim" | "stand-by";
  status: ClaimStatus;
}
export interface Asked {
  id: string;
  word: Word;
  to: number;
  status: "asked" | "accepted" | "declined" | "withdrawn";
}

const lives = (word: Word): boolean => word.status !== "released";
const takes = (word: Word): boolean => word.kind === "claim" && lives(word);
const canEnd = (word: Word): boolean => word.status === "claimed" || word.status === "confirmed";

/** What a roster must do with shifts that are taken, stood by for, given back and swapped, said again without a store. */
export class RosterModel {
  words: Word[] = [];
  swaps: Asked[] = [];

  of = (staff: number, shift: number): Word | undefined =>
    this.words.find((word) => word.staff === staff && word.shift === shift && lives(word));
  covered = (shift: number): boolean => this.words.some((word) => word.shift === shift && takes(word));
  overlaps = (staff: number, shift: number): boolean =>
    this.words.some((word) => word.staff === staff && takes(word) && clash(word.shift, shift));
  private readonly fresh = (shift: number): ClaimStatus => (shift === SOON ? "confirmed" : "claimed");

  /** `id` is what the store calls it, where it is new. */
  take(staff: number, shift: number, kind: Word["kind"], id: string | undefined): string {
    if (this.overlaps(staff, shift)) return "overlaps";
    const mine = this.of(staff, shift);
    if (mine && (mine.kind === kind || takes(mine))) return "taken";
    if (kind === "claim" && this.covered(shift)) return "covered";
    if (mine) Object.assign(mine, { kind, status: this.fresh(shift) });
    else this.words.push({ id: id!, shift, staff, kind, status: this.fresh(shift) });
    return "taken";
  }
  confirm(word: Word): string {
    if (word.status === "confirmed") return "changed";
    if (word.status !== "claimed") return "not-possible";
    word.status = "confirmed";
    return "changed";
  }
  release(word: Word): string {
    if (word.status === "released") return "changed";
    if (!canEnd(word)) return "not-possible";
    const held = takes(word);
    word.status = "released";
    const next =
      held &&
      this.words.find(
        (one) =>
          one.shift === word.shift && one.kind === "stand-by" && lives(one) && !this.overlaps(one.staff, one.shift),
      );
    if (next) Object.assign(next, { kind: "claim", status: this.fresh(next.shift) });
    return "changed";
  }
  ask(word: Word, to: number, id: string | undefined): string {
    if (to === word.staff || !takes(word) || !canEnd(word)) return "no-such-claim";
    if (this.overlaps(to, word.shift)) return "overlaps";
    for (const swap of this.swaps) if (swap.word === word && swap.status === "asked") swap.status = "withdrawn";
    this.swaps.push({ id: id!, word, to, status: "asked" });
    return "asked";
  }
  /** `id` is that of the claim that whoever accepts has then, where it is new. */
  answer(swap: Asked, accepts: boolean, id: string | undefined): string {
    if (swap.status !== "asked") return "no-such-swap";
    if (!accepts) {
      swap.status = "declined";
      return "declined";
    }
    if (!canEnd(swap.word)) return "no-such-swap";
    if (this.overlaps(swap.to, swap.word.shift)) return "overlaps";
    swap.word.status = "released";
    const standing = this.of(swap.to, swap.word.shift);
    if (standing) Object.assign(standing, { kind: "claim", status: "confirmed" });
    else this.words.push({ id: id!, shift: swap.word.shift, staff: swap.to, kind: "claim", status: "confirmed" });
    swap.status = "accepted";
    return "swapped";
  }
}
