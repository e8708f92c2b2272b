import { NavLink } from "@remix-run/react";
import { Bell, CalendarCheck, MapPin, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { useWords, type MessageKey } from "#app/words/language.tsx";

const TABS = [
  { to: "/", key: "tab.nearby", Icon: MapPin },
  { to: "/bookings", key: "tab.bookings", Icon: CalendarCheck },
  { to: "/inbox", key: "tab.inbox", Icon: Bell },
  { to: "/me", key: "tab.me", Icon: UserRound },
] as const satisfies { to: string; key: MessageKey; Icon: typeof Bell }[];

/** The bottom tabs, with words; `unread` messages are counted on theirs. */
export function Tabs({ unread }: { unread: number }) {
  const { t } = useWords();
  return (
    <nav className="tabs" aria-label={t("tab.label")}>
      <ul>
        {TABS.map(({ to, key, Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"} prefetch="intent">
              <Icon className="icon" aria-hidden />
              {t(key)}
              {to === "/inbox" && unread > 0 ? (
                <span className="dot">
                  {unread > 99 ? "99+" : unread}
                  <span className="unseen"> {t("inbox.unread")}</span>
                </span>
              ) : null}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A page's body: one column on a phone. */
export function Page({ wide, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={wide ? "page page-wide" : "page"}>
      {children}
    </main>
  );
}

/** The shape of a page that is on its way. */
export function Skeleton() {
  const { t } = useWords();
  return (
    <Page>
      <p className="unseen" role="status">
        {t("wire.opening")}
      </p>
      <div className="bone bone-title" />
      <div className="bone bone-line" />
      <div className="bone bone-card" />
      <div className="bone bone-card" />
    </Page>
  );
}

export function ExampleTag() {
  const { t } = useWords();
  return <span className="tag tag-example">{t("common.example")}</span>;
}
