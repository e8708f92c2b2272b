import { redirect, type AppLoadContext } from "@remix-run/node";
import staffEn from "#app/words/staff.en.ts";
import staffZh from "#app/words/staff.zh.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import type { City } from "#app/features/places/cities/city.ts";
import { can, type Verb } from "#app/features/people/staff/can.ts";
import { rolesAt, type RoleHeld, type Staff, type StaffAsker } from "#app/features/people/staff/staff.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import { security } from "#app/platform/log.server.ts";
import { fill } from "#app/words/fill.ts";
import type { Visit } from "./visitor.server.ts";
import { notFound } from "./not-found.server.ts";

/** A text of the pages of those who serve, for what is worded before the page is drawn. */
export function staffText(
  visit: Visit,
  key: keyof typeof staffZh,
  values: Record<string, string | number> = {},
): string {
  return fill((visit.language === "zh" ? staffZh : staffEn)[key], values);
}

/** Who serves; whoever is not signed in is shown where to. On a tablet that nobody acts on, its desk asks for a PIN. */
export async function servedBy({ visit }: AppLoadContext): Promise<StaffAsker> {
  const { asker, tablet } = await visit.served();
  if (asker?.kind === "staff") return asker;
  throw redirect(tablet ? `/desk/${tablet.pointId}` : "/staff");
}

/** Somebody at a point who may do what they came for. */
export interface AtPoint {
  asker: StaffAsker;
  staff: Staff;
  point: Point;
  actor: Actor;
  roles: RoleHeld[];
  may(verb: Verb): boolean;
}

/** Whoever serves, at a point, for a verb; anybody else finds nothing there. */
export async function atPoint(context: AppLoadContext, pointId: string | undefined, verb: Verb): Promise<AtPoint> {
  const asker = await servedBy(context);
  const point = pointId ? await findPoint(context.app.db, pointId) : undefined;
  const subject = point && { cityId: point.cityId, pointId: point.id };
  if (!point || !subject) return notFound();
  if (!can(asker, verb, subject)) {
    security(context.app.log, "right-missing", { who: asker.staff.id, verb, point: point.id });
    return notFound();
  }
  return {
    asker,
    staff: asker.staff,
    point,
    actor: { kind: "staff", id: asker.staff.id },
    roles: rolesAt(asker.staff, point),
    may: (other) => can(asker, other, subject),
  };
}

/** An operator in one of their cities, for a verb; the first city when none is named. */
export async function inCity(
  context: AppLoadContext,
  request: Request,
  verb: Verb,
): Promise<{ asker: StaffAsker; staff: Staff; actor: Actor; city: City; cities: City[] }> {
  const asker = await servedBy(context);
  const cities = (await findCities(context.app.db)).filter((city) =>
    can(asker, verb, { cityId: city.id, pointId: null }),
  );
  const wanted = new URL(request.url).searchParams.get("city");
  const city = wanted ? cities.find(({ id }) => id === wanted) : cities[0];
  if (!city) security(context.app.log, "right-missing", { who: asker.staff.id, verb });
  return city ? { asker, staff: asker.staff, actor: { kind: "staff", id: asker.staff.id }, city, cities } : notFound();
}
