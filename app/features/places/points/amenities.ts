/** What a point has. The place in the list is the bit in the set: append only. */
export const AMENITIES = [
  "toilet",
  "hot-water",
  "cold-drink",
  "charging",
  "medicine-box",
  "air-conditioning",
  "microwave",
  "rest-area",
  "wifi",
  "bike-parking",
  "car-parking",
  "truck-parking",
  "step-free",
  "women-room",
  "blood-pressure",
] as const;
export type Amenity = (typeof AMENITIES)[number];

export const isAmenity = (text: string): text is Amenity => (AMENITIES as readonly string[]).includes(text);

export function amenitySet(amenities: readonly Amenity[]): number {
  return amenities.reduce((set, amenity) => set | (1 << AMENITIES.indexOf(amenity)), 0);
}

export function amenitiesOf(set: number): Amenity[] {
  return AMENITIES.filter((_, bit) => (set & (1 << bit)) !== 0);
}
