/** A box on the screen, in pixels. */
export interface ScreenBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const meet = (a: ScreenBox, b: ScreenBox): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Which labels may be shown, the first first: none that meets a pin, or a label before it. */
export function legible(labels: (ScreenBox | undefined)[], pins: ScreenBox[]): boolean[] {
  const taken = [...pins];
  return labels.map((label) => {
    if (!label || taken.some((other) => meet(label, other))) return false;
    taken.push(label);
    return true;
  });
}

const boxOf = (element: Element): ScreenBox => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left: left - 1, top: top - 1, right: right + 1, bottom: bottom + 1 };
};

/** Shows of the labels in a map what can be read, and hides the rest until the map is moved. */
export function arrangeLabels(map: HTMLElement, labels: (HTMLElement | null | undefined)[]): void {
  const spans = labels.map((label) => label?.querySelector("span") ?? null);
  for (const span of spans) span?.classList.remove("map-hidden");
  const pins = [...map.querySelectorAll(".pin, .me-pin, .cluster")].map(boxOf);
  const shown = legible(spans.map((span) => (span ? boxOf(span) : undefined)), pins);
  spans.forEach((span, i) => span?.classList.toggle("map-hidden", !shown[i]));
}
