import { NavLink } from "@remix-run/react";
import { useStaffWords } from "#app/words/language.tsx";

export interface DeskRights {
  rules: boolean;
  people: boolean;
  tasks: boolean;
  roster: boolean;
}

/** The other pages of a point, as far as somebody may see them. */
export function DeskLinks({ pointId, links }: { pointId: string; links: DeskRights }) {
  const { t } = useStaffWords();
  const base = `/desk/${pointId}`;
  return (
    <nav className="desk-links" aria-label={t("desk.pages")}>
      <NavLink to={base} end>
        {t("desk.title")}
      </NavLink>
      <NavLink to={`${base}/slots`}>{t("desk.slots")}</NavLink>
      {links.roster ? <NavLink to={`${base}/roster`}>{t("roster.title")}</NavLink> : null}
      <NavLink to={`${base}/day`}>{t("desk.daySheet")}</NavLink>
      {links.rules ? <NavLink to={`${base}/calendar`}>{t("desk.calendar")}</NavLink> : null}
      {links.tasks ? <NavLink to={`${base}/tasks`}>{t("desk.tasks")}</NavLink> : null}
      {links.people ? <NavLink to={`${base}/people`}>{t("desk.people")}</NavLink> : null}
      <NavLink to={`${base}/poster`}>{t("desk.poster")}</NavLink>
      <a href={`/screen/${pointId}`} target="_blank" rel="noreferrer">
        {t("desk.wall")}
      </a>
    </nav>
  );
}
