import { Link } from "@remix-run/react";
import { AMENITIES } from "#app/features/places/points/amenities.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { useWords } from "#app/words/language.tsx";
import { formatNearbyAddress, type NearbyAddress } from "#app/features/finding/nearby/nearby-address.ts";

function Chip({ address, on, children }: { address: NearbyAddress; on: boolean; children: string }) {
  return (
    <Link to={formatNearbyAddress(address)} className="chip" aria-current={on ? "true" : undefined} preventScrollReset>
      {children}
    </Link>
  );
}

/** Filters as links: each turns one thing on or off, with or without JavaScript. `few`: the main ones, and others only while one is on. */
export function NearbyFilters({ address, few }: { address: NearbyAddress; few: boolean }) {
  const { t } = useWords();
  const { kind, search: _, ...rest } = address;
  const base = { ...rest, ...(kind && { kind }) };
  const withKind = (next: (typeof POINT_KINDS)[number]) => (kind === next ? rest : { ...rest, kind: next });
  const main = POINT_KINDS.slice(0, 3);
  const others = POINT_KINDS.slice(3);
  const moreOn = address.has.length > 0 || (kind !== undefined && others.includes(kind)) || address.places;
  return (
    <nav aria-label={t("nearby.filters")} className="filters">
      <Chip address={{ ...base, open: !address.open }} on={address.open}>
        {t("nearby.filter.open")}
      </Chip>
      {main.map((name) => (
        <Chip key={name} address={withKind(name)} on={kind === name}>
          {t(`kindShort.${name}`)}
        </Chip>
      ))}
      {few && !moreOn ? null : (
        <details open={moreOn}>
          <summary className="chip">{t("common.more")}</summary>
          <div className="chips chips-wrap">
            <Chip address={{ ...base, places: !address.places }} on={address.places}>
              {t("nearby.filter.places")}
            </Chip>
            {others.map((name) => (
              <Chip key={name} address={withKind(name)} on={kind === name}>
                {t(`kindShort.${name}`)}
              </Chip>
            ))}
            {AMENITIES.map((name) => {
              const on = address.has.includes(name);
              return (
                <Chip
                  key={name}
                  address={{ ...base, has: on ? address.has.filter((one) => one !== name) : [...address.has, name] }}
                  on={on}
                >
                  {t(`amenity.${name}`)}
                </Chip>
              );
            })}
          </div>
        </details>
      )}
    </nav>
  );
}
