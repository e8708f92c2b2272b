import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  useLoaderData,
  useNavigate,
  useRevalidator,
  useSearchParams,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { parseNearbyAddress, RADIUS } from "#app/features/finding/nearby/nearby-address.ts";
import { whenIdle } from "#app/device/idle.ts";
import { announce, answeredOr } from "#app/device/wire.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { goesOnTo } from "#app/worker/kept-pages.ts";
import { openNearby } from "#app/features/finding/nearby/open-nearby.server.ts";
import { NearbyScreen } from "#app/features/finding/nearby/ui/nearby-screen.tsx";

export function loader({ request, context: { app, visit } }: LoaderFunctionArgs) {
  return openNearby(app, new URL(request.url).searchParams, visit);
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** The server's answer; without network what this phone can tell by itself. */
export function clientLoader({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  return answeredOr(serverLoader<typeof loader>(), async (error) => {
    const own = await offline(new URL(request.url));
    if (!own) throw error;
    announce({ kind: "kept", path: "/", at: own.keptAt });
    return own;
  });
}

async function offline(url: URL) {
  const address = parseNearbyAddress(url.searchParams);
  const { loadNearbyOffline } = await import("#app/features/finding/nearby/nearby-on-device.ts");
  const own = await loadNearbyOffline(address, address.wide ? RADIUS.wide : RADIUS.usual);
  return own && { empty: false as const, address, ...own, own: true };
}

export default function Nearby() {
  const data = useLoaderData<typeof loader>();
  const { t } = useWords();
  const shown = useBeginning(data);
  if (shown.empty)
    return (
      <Page>
        <div className="empty">
          <h1>{t("app.name")}</h1>
          <p>{t("nearby.empty", { distance: 5 })}</p>
        </div>
      </Page>
    );
  return <NearbyScreen data={shown} />;
}

/**
 * What to show first. A window that began here for want of its own page goes on to it. One that began with a page that was kept
 * shows what this phone can tell of the moment by itself, until what it asks of the server comes.
 */
function useBeginning(data: Loaded): Loaded {
  const navigate = useNavigate();
  const { revalidate } = useRevalidator();
  const [params] = useSearchParams();
  const on = goesOnTo(params);
  const [early, setEarly] = useState<{ own: Loaded; of: Loaded }>();
  const old = useRef<Loaded>();
  useEffect(() => {
    const { kept } = document.documentElement.dataset;
    delete document.documentElement.dataset.kept;
    if (on || kept === undefined) return;
    old.current = data;
    void offline(new URL(location.href)).then((own) => {
      if (own) setEarly({ own, of: data });
    });
    revalidate();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on arrival only
  }, []);
  // The worker hides this page where it stands in for another, until that other is there.
  useEffect(() => {
    if (on) navigate(on, { replace: true });
  }, [on, navigate]);
  useEffect(
    () => () => {
      delete document.documentElement.dataset.leaving;
    },
    [],
  );
  // What the server answered brings the city's pack up to date; what was kept or made here tells nothing new.
  useEffect(() => {
    if (!data.empty && !data.own && data !== old.current)
      whenIdle(
        () =>
          void import("#app/features/finding/nearby/nearby-on-device.ts").then(
            ({ rememberNearby }) => rememberNearby(data),
            () => undefined,
          ),
      );
  }, [data]);
  return early?.of === data ? early.own : data;
}
