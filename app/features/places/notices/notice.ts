import type { Instant } from "#app/time/instant.ts";

/** Hours changed, heat, flood, closed today: what a point, a district or the city has to say now. */
export interface Notice {
  id: string;
  title: string;
  title_en: string;
  body: string;
  body_en: string;
  startsAt: Instant;
  endsAt: Instant;
  example: boolean;
}

/** Where a notice holds: the whole city, or a district or a point of it. */
export interface NoticeScope {
  cityId: string;
  district?: string;
  pointId?: string;
}
