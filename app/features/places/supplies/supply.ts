/** What a point may have right now, beside its lasting amenities. */
export const SUPPLIES = [
  "ice-water",
  "tea",
  "plum-drink",
  "hot-water",
  "snacks",
  "medicine-box",
  "umbrella",
  "power-bank",
] as const;
export type SupplyItem = (typeof SUPPLIES)[number];

export const SUPPLY_STATES = ["there", "low", "out"] as const;
export type SupplyState = (typeof SUPPLY_STATES)[number];

export interface Supply {
  item: SupplyItem;
  state: SupplyState;
  changedAt: string;
}

/** What one tap makes of a supply: there, nearly gone, gone, there again. */
export function nextSupplyState(state: SupplyState | undefined): SupplyState {
  return state === "there" ? "low" : state === "low" ? "out" : "there";
}
