import { NavLink } from "@remix-run/react";
import type { City } from "#app/features/places/cities/city.ts";
import { useStaffWords } from "#app/words/language.tsx";

/** The operator's pages, and their cities. */
export function CityLinks({
  city,
  cities,
}: {
  city: Pick<City, "id">;
  cities: Pick<City, "id" | "name" | "name_en">[];
}) {
  const { t, pick } = useStaffWords();
  const to = (path: string) => `/city${path}?city=${city.id}`;
  return (
    <nav className="desk-links" aria-label={t("city.pages")}>
      <NavLink to={to("")} end>
        {t("city.map")}
      </NavLink>
      <NavLink to={to("/weather")}>{t("city.weather")}</NavLink>
      <NavLink to={to("/table")}>{t("city.table")}</NavLink>
      <NavLink to={to("/trail")}>{t("city.trail")}</NavLink>
      <NavLink to={to("/people")}>{t("city.people")}</NavLink>
      <NavLink to={to("/import")}>{t("city.import")}</NavLink>
      {cities
        .filter(({ id }) => id !== city.id)
        .map((one) => (
          <NavLink key={one.id} to={`/city?city=${one.id}`}>
            {pick(one.name, one.name_en)}
          </NavLink>
        ))}
    </nav>
  );
}
