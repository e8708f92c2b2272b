import type { MapConfig } from "#app/platform/config.server.ts";

/** What lies under the points, as the configuration names it. */
export type MapLayer = MapConfig;
