import { Form, Link, useNavigate } from "@remix-run/react";
import { ChevronDown, LocateFixed, Search } from "lucide-react";
import { useRef, useState } from "react";
import { coarse } from "#app/features/places/map/place.ts";
import type { City, PlaceFound } from "#app/features/places/cities/city.ts";
import { useWords } from "#app/words/language.tsx";
import { formatNearbyAddress, type NearbyAddress } from "#app/features/finding/nearby/nearby-address.ts";
import { rememberPlace } from "#app/features/finding/nearby/remembered-place.ts";
import { askPlace } from "./ask-place.ts";
import { SpeechSearch } from "./speech-search.tsx";

interface Props {
  address: NearbyAddress;
  placeName: string;
  cities: City[];
  city: City;
  results: PlaceFound[] | null;
}

/** Where am I: by the browser, by search, by city. What is exact stays on the device. */
export function PlaceBar({ address, placeName, cities, city, results }: Props) {
  const { t, pick } = useWords();
  const navigate = useNavigate();
  const search = useRef<HTMLInputElement>(null);
  const [locating, setLocating] = useState<"no" | "yes" | "failed">("no");
  const { search: _search, at: _at, ...filters } = address;

  const locate = () => {
    setLocating("yes");
    askPlace(
      (coords) => {
        setLocating("no");
        const place = { lat: coords.latitude, lng: coords.longitude };
        rememberPlace(place);
        const { city: _city, ...rest } = filters;
        navigate(formatNearbyAddress({ ...rest, at: coarse(place) }));
      },
      () => setLocating("failed"),
    );
  };

  return (
    <details open={results !== null}>
      <summary className="button">
        <span>{placeName}</span>
        <ChevronDown className="icon" aria-hidden />
        <span className="unseen">{t("nearby.choose")}</span>
      </summary>
      <div className="sheet">
        <button type="button" className="button button-brand needs-js" onClick={locate}>
          <LocateFixed className="icon" aria-hidden />
          {locating === "yes" ? t("nearby.locating") : t("nearby.locate")}
        </button>
        <p role="status" className={locating === "failed" ? "notice" : "unseen"}>
          {locating === "failed" ? t("nearby.locateFailed") : ""}
        </p>
        <Form method="get" action="/" className="search" role="search">
          <input type="hidden" name="city" value={city.id} />
          <label className="unseen" htmlFor="place-search">
            {t("nearby.search")}
          </label>
          <input
            ref={search}
            id="place-search"
            type="search"
            name="q"
            maxLength={40}
            defaultValue={address.search}
            placeholder={t("nearby.search")}
            autoComplete="off"
            enterKeyHint="search"
          />
          <button className="button" type="submit">
            <Search className="icon" aria-hidden />
            {t("nearby.searchAct")}
          </button>
          <SpeechSearch input={search} />
        </Form>
        {results !== null ? <Results results={results} address={address} city={city} /> : null}
        <nav aria-label={t("nearby.cities")} className="row">
          {cities.map((one) => (
            <Link
              key={one.id}
              to={formatNearbyAddress({ ...filters, city: one.id })}
              className="chip"
              aria-current={one.id === city.id ? "true" : undefined}
              onClick={() => rememberPlace(null)}
            >
              {pick(one.name, one.name_en)}
            </Link>
          ))}
        </nav>
      </div>
    </details>
  );
}

function Results({ results, address, city }: { results: PlaceFound[]; address: NearbyAddress; city: City }) {
  const { t, pick } = useWords();
  const { search, at: _, ...rest } = address;
  if (results.length === 0) return <p role="status">{t("nearby.noResults", { text: search ?? "" })}</p>;
  return (
    <ul>
      {results.map((found) => (
        <li key={found.id}>
          <Link
            className="result"
            to={
              found.kind === "point"
                ? `/points/${found.id}`
                : formatNearbyAddress({ ...rest, city: city.id, at: coarse(found.place) })
            }
            onClick={() => {
              if (found.kind === "landmark") rememberPlace(found.place);
            }}
          >
            <span className="strong">{pick(found.name, found.name_en)}</span>
            {found.detail ? (
              <>
                <br />
                <span className="quiet small">{pick(found.detail, found.detail_en)}</span>
              </>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
