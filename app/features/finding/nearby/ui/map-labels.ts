/** A box on the screen, in pixels. */
export interface ScreenBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const meet = (a: ScreenBox, b: ScreenBox): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const inside = (a: ScreenBox, frame: ScreenBox): boolean =>
  a.left >= frame.left && a.right <= frame.right && a.top >= frame.top && a.bottom <= frame.bottom;

/** Which labels may be shown, the first first: none that meets a pin, a button or a label before it, or that the frame cuts. */
export function legible(labels: (ScreenBox | undefined)[], pins: ScreenBox[], frame: ScreenBox): boolean[] {
  const taken = [...pins];
  return labels.map((label) => {
    if (!label || !inside(label, frame) || taken.some((other) => meet(label, other))) return false;
    taken.push(label);
    return true;
  });
}

const boxOf = (element: Element, margin: number): ScreenBox => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
};
/** A pin is a turned square: its corners, seven pixels, are air. */
const AIR = -7;

/** Shows of the labels in a map what can be read, and hides the rest until the map is moved. */
export function arrangeLabels(map: HTMLElement, labels: (HTMLElement | null | undefined)[]): void {
  const spans = labels.map((label) => label?.querySelector("span") ?? null);
  for (const span of spans) span?.classList.remove("map-hidden");
  const pins = [...map.querySelectorAll(".pin, .me-pin, .cluster")].map((pin) =>
    boxOf(pin, pin.className === "pin" ? AIR : 1),
  );
  const above = [
    ...(map.parentElement ?? map).querySelectorAll(".map-button, .map-foot > *, .map-north, .leaflet-control-scale"),
  ].map((one) => boxOf(one, 2));
  const shown = legible(
    spans.map((span) => (span ? boxOf(span, 1) : undefined)),
    [...pins, ...above],
    boxOf(map, 0),
  );
  spans.forEach((span, i) => span?.classList.toggle("map-hidden", !shown[i]));
}
