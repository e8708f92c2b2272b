import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigate, useRevalidator, useSearchParams, type ClientLoaderFunctionArgs } from "@remix-run/react";
import { ALargeSmall } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { findBank, findCities, findLandmarks, findPlaces } from "#app/features/places/cities/find-city.server.ts";
import { coarse, type Place } from "#app/features/places/map/place.ts";
import { cityOf, landmarkNear } from "#app/features/places/cities/city.ts";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import { formatNearbyAddress, parseNearbyAddress } from "#app/features/finding/nearby/nearby-address.ts";
import { rememberedPlace, rememberPlace } from "#app/features/finding/nearby/remembered-place.ts";
import { showNearby } from "#app/features/finding/nearby/show-nearby.server.ts";
import { NearbyFilters } from "#app/features/finding/nearby/ui/nearby-filters.tsx";
import { NearbyMap } from "#app/features/finding/nearby/ui/nearby-map.tsx";
import { NearbyRowCard } from "#app/features/finding/nearby/ui/nearby-row.tsx";
import { PlaceBar } from "#app/features/finding/nearby/ui/place-bar.tsx";
import { whenIdle } from "#app/device/idle.ts";
import { announce, answeredOr } from "#app/device/wire.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { SpeakButton } from "#app/ui/speak.tsx";
import { goesOnTo } from "#app/worker/kept-pages.ts";

const LIMIT = 20;
/** Rows in the elder mode, before somebody asks for more. */
const FEW = 5;
const RADIUS = { usual: 5_000, wide: 30_000 };

export async function loader({ request, context: { app, visit } }: LoaderFunctionArgs) {
  const address = parseNearbyAddress(new URL(request.url).searchParams);
  const now = app.clock.now();
  const cities = await findCities(app.db);
  const named = cities.find(({ id }) => id === (address.city ?? (address.at ? undefined : visit.preferences.city)));
  const city = named ?? (address.at && cityOf(address.at, cities)) ?? cities[0];
  if (!city) return { empty: true as const };
  const place = address.at ?? city.centre;
  const landmarks = await findLandmarks(app.db, city.id);
  const bank = await findBank(app.db, city.id, place);
  const rows = await showNearby(app, {
    place, radius: address.wide ? RADIUS.wide : RADIUS.usual, kind: address.kind, amenities: address.has,
    openAt: address.open ? now : undefined, placesToday: address.places, bank: bank?.id, limit: LIMIT,
  }, visit.preferences.riderKind, visit.language, now);
  return {
    empty: false as const, address, now, cities, city, place, rows, landmarks,
    placeName: landmarkNear(place, landmarks),
    results: address.search ? await findPlaces(app.db, city.id, address.search) : null,
    notices: await findNotices(app.db, { cityId: city.id }, now),
    riderKind: visit.preferences.riderKind, elder: visit.preferences.elder, layer: app.config.map, own: false,
  };
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
  if (shown.empty) return <Page><div className="empty"><h1>{t("app.name")}</h1><p>{t("nearby.empty", { distance: 5 })}</p></div></Page>;
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
    void offline(new URL(location.href)).then((own) => { if (own) setEarly({ own, of: data }); });
    revalidate();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on arrival only
  }, []);
  // The worker hides this page where it stands in for another, until that other is there.
  useEffect(() => { if (on) navigate(on, { replace: true }); }, [on, navigate]);
  useEffect(() => () => { delete document.documentElement.dataset.leaving; }, []);
  // What the server answered brings the city's pack up to date; what was kept or made here tells nothing new.
  useEffect(() => { if (!data.empty && !data.own && data !== old.current) whenIdle(() => void import("#app/features/finding/nearby/nearby-on-device.ts").then(({ rememberNearby }) => rememberNearby(data), () => undefined)); }, [data]);
  return early?.of === data ? early.own : data;
}

type Data = Extract<Loaded, { empty: false }>;

function NearbyScreen({ data }: { data: Data }) {
  const { address, now, cities, city, place, rows, landmarks, placeName, results, notices, riderKind, elder, layer } = data;
  const { t, pick } = useWords();
  const navigate = useNavigate();
  const [lit, setLit] = useState<string | null>(null);

  // The address of a first visit names no place: the one that this device remembers is put there.
  useEffect(() => {
    const remembered = !address.at && !address.city && !address.search ? rememberedPlace() : undefined;
    if (remembered) navigate(formatNearbyAddress({ ...address, at: coarse(remembered) }), { replace: true, preventScrollReset: true });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on arrival only
  }, []);

  const lightFromMap = useCallback((id: string) => {
    setLit(id);
    document.getElementById(`point-${id}`)?.scrollIntoView({ behavior: "smooth", block: "center" });
  }, []);
  const choosePlace = useCallback((at: Place) => {
    rememberPlace(at);
    const { search: _, ...rest } = address;
    navigate(formatNearbyAddress({ ...rest, at: coarse(at) }), { preventScrollReset: true });
  }, [address, navigate]);

  const listed = useMemo(() => (elder && !address.wide ? rows.slice(0, FEW) : rows), [elder, address.wide, rows]);
  const filtered = address.kind !== undefined || address.open || address.places || address.has.length > 0;
  const name = placeName ? t("nearby.near", { place: pick(placeName.name, placeName.name_en) }) : t("nearby.chosen");
  return (
    <Page wide>
      <h1 className="unseen">{t("nearby.title")}</h1>
      <div className="place-bar">
        <PlaceBar address={address} placeName={name} cities={cities} city={city} results={results} />
        <Form method="post" action="/settings" reloadDocument>
          <input type="hidden" name="elder" value={elder ? "0" : "1"} />
          <input type="hidden" name="back" value={formatNearbyAddress(address)} />
          <button type="submit" className="button"><ALargeSmall className="icon" aria-hidden />{t(elder ? "elder.off" : "elder.on")}</button>
        </Form>
      </div>
      {address.badPlace ? <p className="error" role="alert">{t("nearby.locateFailed")}</p> : null}
      {elder ? <SpeakButton parts="#list-title, .point-row:nth-child(-n+3) :is(h3, .distance, .door, .point-next)" /> : null}
      <NearbyFilters address={address} few={elder} />
      <NearbyMap place={place} rows={listed} landmarks={landmarks} layer={layer} cityId={city.id} kind={address.kind} lit={lit} onLight={lightFromMap} onOpen={(id) => navigate(`/points/${id}`)} onPlace={choosePlace} />
      {notices.map((notice) => (
        <details key={notice.id} className="notice"><summary>{pick(notice.title, notice.title_en)}</summary>{pick(notice.body, notice.body_en)}</details>
      ))}
      {rows.length > 0 ? (
        <section className="stack" aria-labelledby="list-title">
          <div className="row-between">
            <h2 id="list-title" className="small quiet">{t("nearby.list", { n: rows.length })}</h2><p role="status" className="unseen">{t("nearby.list", { n: rows.length })}</p>
            {elder ? null : <SpeakButton parts="#list-title, .point-row:nth-child(-n+3) :is(h3, .distance, .door, .point-next)" />}
          </div>
          <ol className="stack">
            {listed.map((row) => <NearbyRowCard key={row.id} row={row} now={now} riderKind={riderKind} lit={lit === row.id} onLight={setLit} from={place} />)}
          </ol>
        </section>
      ) : (
        <div className="empty" role="status">
          <p className="large">{t("nearby.empty", { distance: (address.wide ? RADIUS.wide : RADIUS.usual) / 1000 })}</p>
          {filtered ? <Link className="button button-brand" to={formatNearbyAddress({ ...(address.at && { at: address.at }), city: city.id, open: false, places: false, has: [], wide: address.wide })}>{t("nearby.emptyAct")}</Link> : null}
        </div>
      )}
      {!address.wide && (rows.length < LIMIT || elder) ? <Link className="button" to={formatNearbyAddress({ ...address, wide: true })} preventScrollReset>{t("nearby.wider")}</Link> : null}
      <Footer />
    </Page>
  );
}

function Footer() {
  const { t } = useWords();
  return <footer className="footer"><Link to="/privacy">{t("footer.privacy")}</Link></footer>;
}
