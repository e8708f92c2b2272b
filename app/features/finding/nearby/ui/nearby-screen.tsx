import { Form, Link, useNavigate } from "@remix-run/react";
import { ALargeSmall } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { coarse, type Place } from "#app/features/places/map/place.ts";
import { formatNearbyAddress, LIMIT, RADIUS } from "#app/features/finding/nearby/nearby-address.ts";
import { rememberedPlace, rememberPlace } from "#app/features/finding/nearby/remembered-place.ts";
import { NearbyFilters } from "./nearby-filters.tsx";
import { NearbyMap } from "./nearby-map.tsx";
import { NearbyRowCard } from "./nearby-row.tsx";
import { PlaceBar } from "./place-bar.tsx";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { SpeakButton } from "#app/ui/speak.tsx";
import type { openNearby } from "#app/features/finding/nearby/open-nearby.server.ts";

/** Nearby as it was opened, here or by the server. */
export type NearbyData = Extract<Awaited<ReturnType<typeof openNearby>>, { empty: false }>;

/** Rows in the elder mode, before somebody asks for more. */
const FEW = 5;

export function NearbyScreen({ data }: { data: NearbyData }) {
  const { address, now, cities, city, place, rows, landmarks, placeName, results, notices, riderKind, elder, layer } =
    data;
  const { t, pick } = useWords();
  const navigate = useNavigate();
  const [lit, setLit] = useState<string | null>(null);

  // The address of a first visit names no place: the one that this device remembers is put there.
  useEffect(() => {
    const remembered = !address.at && !address.city && !address.search ? rememberedPlace() : undefined;
    if (remembered)
      navigate(formatNearbyAddress({ ...address, at: coarse(remembered) }), {
        replace: true,
        preventScrollReset: true,
      });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- on arrival only
  }, []);

  const lightFromMap = useCallback((id: string) => {
    setLit(id);
    document.getElementById(`point-${id}`)?.scrollIntoView({ behavior: "smooth", block: "center" });
  }, []);
  const choosePlace = useCallback(
    (at: Place) => {
      rememberPlace(at);
      const { search: _, ...rest } = address;
      navigate(formatNearbyAddress({ ...rest, at: coarse(at) }), { preventScrollReset: true });
    },
    [address, navigate],
  );

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
          <button type="submit" className="button">
            <ALargeSmall className="icon" aria-hidden />
            {t(elder ? "elder.off" : "elder.on")}
          </button>
        </Form>
      </div>
      {address.badPlace ? (
        <p className="error" role="alert">
          {t("nearby.locateFailed")}
        </p>
      ) : null}
      {elder ? (
        <SpeakButton parts="#list-title, .point-row:nth-child(-n+3) :is(h3, .distance, .door, .point-next)" />
      ) : null}
      <NearbyFilters address={address} few={elder} />
      <NearbyMap
        place={place}
        rows={listed}
        landmarks={landmarks}
        layer={layer}
        cityId={city.id}
        kind={address.kind}
        lit={lit}
        onLight={lightFromMap}
        onOpen={(id) => navigate(`/points/${id}`)}
        onPlace={choosePlace}
      />
      {notices.map((notice) => (
        <details key={notice.id} className="notice">
          <summary>{pick(notice.title, notice.title_en)}</summary>
          {pick(notice.body, notice.body_en)}
        </details>
      ))}
      {rows.length > 0 ? (
        <section className="stack" aria-labelledby="list-title">
          <div className="row-between">
            <h2 id="list-title" className="small quiet">
              {t("nearby.list", { n: rows.length })}
            </h2>
            <p role="status" className="unseen">
              {t("nearby.list", { n: rows.length })}
            </p>
            {elder ? null : (
              <SpeakButton parts="#list-title, .point-row:nth-child(-n+3) :is(h3, .distance, .door, .point-next)" />
            )}
          </div>
          <ol className="stack">
            {listed.map((row) => (
              <NearbyRowCard
                key={row.id}
                row={row}
                now={now}
                riderKind={riderKind}
                lit={lit === row.id}
                onLight={setLit}
                from={place}
              />
            ))}
          </ol>
        </section>
      ) : (
        <div className="empty" role="status">
          <p className="large">{t("nearby.empty", { distance: (address.wide ? RADIUS.wide : RADIUS.usual) / 1000 })}</p>
          {filtered ? (
            <Link
              className="button button-brand"
              to={formatNearbyAddress({
                ...(address.at && { at: address.at }),
                city: city.id,
                open: false,
                places: false,
                has: [],
                wide: address.wide,
              })}
            >
              {t("nearby.emptyAct")}
            </Link>
          ) : null}
        </div>
      )}
      {!address.wide && (rows.length < LIMIT || elder) ? (
        <Link className="button" to={formatNearbyAddress({ ...address, wide: true })} preventScrollReset>
          {t("nearby.wider")}
        </Link>
      ) : null}
      <Footer />
    </Page>
  );
}

function Footer() {
  const { t } = useWords();
  return (
    <footer className="footer">
      <Link to="/privacy">{t("footer.privacy")}</Link>
    </footer>
  );
}
