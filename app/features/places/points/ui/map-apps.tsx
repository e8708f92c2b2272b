import { useRouteLoaderData } from "@remix-run/react";
import { Navigation } from "lucide-react";
import { useWords } from "#app/words/language.tsx";
import type { GoThereLinks } from "#app/features/places/points/go-there.ts";

/** Ways to a place in the map apps of the phone; an iPhone opens no `geo:` and gets its own. */
export function MapApps({ links }: { links: GoThereLinks }) {
  const { t } = useWords();
  const apple = (useRouteLoaderData("root") as { apple?: boolean } | undefined)?.apple === true;
  return (["amap", "baidu", "tencent", apple ? "apple" : "geo"] as const).map((app) => (
    <a key={app} className="button" href={links[app]} rel="noreferrer">
      <Navigation className="icon" aria-hidden />
      {t(`point.go.${app === "apple" ? "geo" : app}`)}
    </a>
  ));
}
