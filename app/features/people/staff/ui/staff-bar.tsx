import { Form, NavLink } from "@remix-run/react";
import { useStaffWords } from "#app/words/language.tsx";

interface Who {
  name: string;
  operator: boolean;
  points: string[];
}

/** Where somebody who serves can go: their desk, their shifts, their city. */
export function StaffBar({ who }: { who: Who }) {
  const { t } = useStaffWords();
  return (
    <header className="staff-bar">
      <nav aria-label={t("staff.nav")}>
        {who.points.length > 0 ? (
          <NavLink to={who.points.length === 1 ? `/desk/${who.points[0]}` : "/desk"}>{t("staff.desk")}</NavLink>
        ) : null}
        <NavLink to="/duty">{t("staff.duty")}</NavLink>
        {who.operator ? <NavLink to="/city">{t("staff.city")}</NavLink> : null}
      </nav>
      <span className="staff-name">{who.name}</span>
      <Form method="post" action="/staff/out" reloadDocument>
        <button type="submit" className="button button-plain">
          {t("staff.signOut")}
        </button>
      </Form>
    </header>
  );
}
