import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Link,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useMatches,
  useNavigation,
  useRouteError,
  useRouteLoaderData,
  type ShouldRevalidateFunction,
} from "@remix-run/react";
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { pushWish } from "#app/features/people/riders/push-wish.server.ts";
import { hasSubscription } from "#app/features/telling/push/subscribe-push.server.ts";
import { unreadCount } from "#app/features/telling/inbox/read-inbox.server.ts";
import { useWords } from "#app/words/language.tsx";
import type { LaterProps } from "./later.tsx";
import { whenIdle } from "#app/device/idle.ts";
import { isUnanswered } from "#app/device/wire.ts";
import { Page, Skeleton, Tabs } from "#app/ui/shell.tsx";
import { titled } from "#app/ui/title.ts";
import { WireStrip } from "#app/ui/wire-strip.tsx";
import tokens from "#app/ui/tokens.css?inline";
import layout from "#app/ui/layout.css?inline";
import components from "#app/ui/components.css?inline";

/** A page's own styles stand in it: on a slow network fetching them costs a third of the time until something is seen. A browser has them already and loads no second copy. */
const STYLES = import.meta.env.SSR ? tokens + layout + components : "";

let hydrated = false;
/** Whether the worker gave this window a page that it had kept. Its own data stay for the life of the window: a root that ran again at every step would need the network. */
const beganKept = !import.meta.env.SSR && document.documentElement.dataset.kept !== undefined;

export const links: LinksFunction = () => [
  { rel: "manifest", href: "/manifest.webmanifest" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "icon", href: "/icons/icon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icons/icon-192.png" },
];

export const meta: MetaFunction<typeof loader> = titled;

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  const { elder, contrast, theme } = visit.preferences;
  return {
    description: visit.t("app.description"),
    origin: app.config.publicOrigin,
    apple: visit.apple,
    language: visit.language,
    elder,
    contrast,
    theme,
    trustworthy: visit.trustworthy,
    records: app.config.records,
    known: !!rider,
    push: rider
      ? {
          wanted: (await pushWish(app.db, rider)) === true,
          kept: await hasSubscription(app.db, rider),
          key: app.push.publicKey,
        }
      : null,
    unread: rider ? await unreadCount(app.db, rider) : 0,
  };
}

// A root loader that runs at every step makes every step need the network.
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction }) => formAction?.startsWith("/inbox") ?? false;

export function Layout({ children }: { children: ReactNode }) {
  const data = useRouteLoaderData<typeof loader>("root");
  const { language, t, nonce } = useWords();
  const Later = useLater();
  // Where an error lays the document out anew, what entry.client adopted styles it.
  const [styled] = useState(() => import.meta.env.SSR || !hydrated);
  useEffect(() => {
    hydrated = true;
  }, []);
  // The desk, the city's pages and the wall are no rider's screens: they have no tabs.
  const bare = useMatches().some(({ handle }) => (handle as { bare?: boolean } | undefined)?.bare);
  return (
    <html
      lang={language === "zh" ? "zh-CN" : "en"}
      data-theme={!data || data.theme === "auto" ? undefined : data.theme}
      data-elder={data?.elder ? "" : undefined}
      data-contrast={data?.contrast ? "" : undefined}
      data-bare={bare ? "" : undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#fffcf5" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#15120f" media="(prefers-color-scheme: dark)" />
        <meta name="format-detection" content="telephone=no" />
        <Meta />
        {styled ? <style nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: STYLES }} /> : null}
        <Links />
        <noscript>
          <link rel="stylesheet" href="/no-js.css" />
        </noscript>
      </head>
      <body>
        <a className="skip" href="#main">
          {t("app.skip")}
        </a>
        {data && !data.trustworthy ? (
          <p className="banner" role="note">
            {t("banner.insecure")}
          </p>
        ) : null}
        <WireStrip>
          {data && Later ? (
            <Later known={data.known} push={data.push} unread={data.unread} bare={!!bare} old={beganKept} />
          ) : null}
        </WireStrip>
        {children}
        {bare ? null : <Tabs unread={data?.unread ?? 0} />}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** Loaded when the page stands and the phone has time. */
function useLater(): ComponentType<LaterProps> | undefined {
  const [Later, setLater] = useState<ComponentType<LaterProps>>();
  useEffect(
    () =>
      whenIdle(
        () =>
          void import("./later.tsx").then(
            ({ default: loaded }) => setLater(() => loaded),
            () => undefined,
          ),
      ),
    [],
  );
  return Later;
}

/** Milliseconds after which the shape of what comes stands in its place. */
const LATE = 250;

export default function Root() {
  const { state, location: next, formData } = useNavigation();
  const { pathname } = useLocation();
  const elsewhere = state === "loading" && !formData && next.pathname !== pathname;
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!elsewhere) return setLate(false);
    const timer = setTimeout(() => setLate(true), LATE);
    return () => clearTimeout(timer);
  }, [elsewhere]);
  return elsewhere && late ? <Skeleton /> : <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const { t } = useWords();
  if (isUnanswered(error)) {
    return (
      <Page>
        <div className="empty">
          <h1>{t("wire.notKept")}</h1>
          <p>{t("wire.notKeptBody")}</p>
          <button type="button" className="button button-brand" onClick={() => location.reload()}>
            {t("wire.again")}
          </button>
          <Link className="button" to="/">
            {t("error.home")}
          </Link>
          <Link className="button" to="/bookings">
            {t("error.bookings")}
          </Link>
        </div>
      </Page>
    );
  }
  const missing = isRouteErrorResponse(error) && error.status === 404;
  const crowded = isRouteErrorResponse(error) && error.status === 429;
  return (
    <Page>
      <div className="empty">
        <h1>{t(missing ? "error.notFound" : crowded ? "error.crowded" : "error.title")}</h1>
        <p>{t(missing ? "error.notFoundBody" : crowded ? "error.crowdedBody" : "error.body")}</p>
        <Link className="button button-brand" to="/">
          {t("error.home")}
        </Link>
        <Link className="button" to="/bookings">
          {t("error.bookings")}
        </Link>
      </div>
    </Page>
  );
}
