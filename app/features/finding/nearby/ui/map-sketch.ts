import { DivIcon, LayerGroup, Marker, Polyline, type Map as LeafletMap } from "leaflet";

/** A city's rivers and bridges as a hand drew them; places as [lat, lng], widths in metres. */
interface Sketch {
  rivers: { name: string; name_en: string; width: number; line: [number, number][] }[];
  bridges: { name: string; name_en: string; line: [number, number][] }[];
}

/** Metres that a pixel covers at the middle of the view. */
function metresAPixel(map: LeafletMap): number {
  return (40_075_016 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** (map.getZoom() + 8);
}

/** Draws a city's sketch below everything else, where one was made; quietly nothing where none is, or without network. */
export async function drawSketch(
  map: LeafletMap,
  cityId: string,
  english: boolean,
  isGone: () => boolean,
): Promise<Marker[]> {
  const answer = await fetch(`/sketch/${cityId}.json`).catch(() => undefined);
  if (!answer?.ok) return [];
  const { rivers, bridges } = (await answer.json()) as Sketch;
  // The reader may have gone on to another page meanwhile.
  if (isGone()) return [];
  const group = new LayerGroup().addTo(map);
  const waters = rivers.map(({ line, width }) => ({
    width,
    line: new Polyline(line, { className: "map-water", interactive: false, lineCap: "round", smoothFactor: 0 }).addTo(
      group,
    ),
  }));
  for (const { line } of bridges)
    new Polyline(line, { className: "map-bridge", weight: 4, interactive: false }).addTo(group);
  const widen = () => {
    for (const { line, width } of waters) line.setStyle({ weight: Math.max(3, width / metresAPixel(map)) });
  };
  map.on("zoomend", widen);
  widen();
  return [
    ...rivers.map(({ name, name_en, line }) => ({
      text: english ? name_en : name,
      at: line[Math.floor(line.length / 2)]!,
      className: "landmark map-river",
    })),
    ...bridges.map(({ name, name_en, line }) => ({
      text: english ? name_en : name,
      at: [(line[0]![0] + line[1]![0]) / 2, (line[0]![1] + line[1]![1]) / 2] as [number, number],
      className: "landmark",
    })),
  ].map(({ text, at, className }) =>
    new Marker(at, {
      icon: new DivIcon({ className, html: labelOf(text), iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
    }).addTo(group),
  );
}

/** A label's text as an element: names are nobody's markup. */
export function labelOf(text: string): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}
