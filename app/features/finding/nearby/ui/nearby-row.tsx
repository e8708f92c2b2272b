import { Link } from "@remix-run/react";
import { Navigation } from "lucide-react";
import { DoorBadge } from "#app/features/finding/door/ui/door-badge.tsx";
import { directionTo, type Place } from "#app/features/places/map/place.ts";
import { Distance } from "#app/features/places/map/ui/distance.tsx";
import { KindGlyph } from "#app/features/places/points/ui/kind-glyph.tsx";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { Instant } from "#app/time/instant.ts";
import { dayWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { listWords, useWords } from "#app/words/language.tsx";
import { ExampleTag } from "#app/ui/shell.tsx";
import type { NearbyRow } from "#app/features/finding/nearby/nearby-row.ts";

/** How many amenities a row names before it stops. */
const AMENITIES_SHOWN = 5;

export function NearbyRowCard({
  row,
  now,
  riderKind,
  lit,
  onLight,
  from,
}: {
  row: NearbyRow;
  from?: Place;
  now: Instant;
  riderKind: RiderKind | undefined;
  lit: boolean;
  onLight: (id: string | null) => void;
}) {
  const { t, language } = useWords();
  const { next } = row;
  const facts = [
    ...(row.fee ? [t(`fee.${row.fee}`)] : []),
    ...(row.proof.length > 0
      ? [
          listWords(
            row.proof.map((proof) => t(`proof.${proof}`)),
            language,
          ),
        ]
      : []),
  ];
  const amenities = row.amenities.slice(0, AMENITIES_SHOWN).map((amenity) => t(`amenity.${amenity}`));
  return (
    <li
      id={`point-${row.id}`}
      className="point-row"
      data-lit={lit ? "" : undefined}
      onMouseEnter={() => onLight(row.id)}
      onMouseLeave={() => onLight(null)}
      onFocus={() => onLight(row.id)}
    >
      <div className="point-head">
        <KindGlyph kind={row.kinds[0]!} />
        <div className="stack-tight">
          <h3>
            <Link to={`/points/${row.id}`} prefetch="intent">
              {row.name}
            </Link>
          </h3>
          <span className="row small">
            <span className="quiet">
              {listWords(
                row.kinds.map((kind) => t(`kind.${kind}`)),
                language,
              )}
            </span>
            {row.example ? <ExampleTag /> : null}
          </span>
        </div>
        <Distance metres={row.distance} crossing={row.crossing} direction={from && directionTo(from, row)} />
      </div>
      <DoorBadge door={row.door} zone={row.zone} now={now} />
      {row.forOthers && riderKind ? (
        <p className="notice">
          {t("nearby.forOthers", {
            kinds: listWords(
              row.forOthers.map((kind) => t(`rider.${kind}`)),
              language,
            ),
            mine: t(`rider.${riderKind}`),
          })}
        </p>
      ) : null}
      {next ? (
        <p className="strong point-next">
          {t("nearby.next", {
            day: dayWords(dateIn(row.zone, next.start), dateIn(row.zone, now), language),
            time: timeWords(next.start, row.zone),
          })}
          {" · "}
          {next.dayQuota !== null
            ? t("nearby.left", { left: next.dayLeft ?? 0, quota: next.dayQuota })
            : t("nearby.leftSlot", { left: next.remaining })}
        </p>
      ) : null}
      {facts.length > 0 ? <p className="small">{facts.join(" · ")}</p> : null}
      {amenities.length > 0 ? <p className="small quiet">{amenities.join(" · ")}</p> : null}
      <div className="acts">
        {next ? (
          <Link
            className="button button-brand"
            to={`/services/${next.serviceId}/book?slot=${next.slotId}`}
            prefetch="intent"
          >
            {t("nearby.bookAt", { time: timeWords(next.start, row.zone) })}
            <span className="unseen"> {row.name}</span>
          </Link>
        ) : null}
        <Link className="button" to={`/points/${row.id}#go`}>
          <Navigation className="icon" aria-hidden />
          {t("nearby.go")}
          <span className="unseen"> {row.name}</span>
        </Link>
      </div>
    </li>
  );
}
