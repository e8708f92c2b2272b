import { Link } from "@remix-run/react";
import type { PointSummary } from "#app/features/places/points/point.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { durationWords, momentWords } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";
import { isActive, type Booking } from "#app/features/visiting/bookings/booking.ts";

/** One booking in a list: when, what, where, and how long until then. */
export function BookingLine({
  shown: { booking, service, point },
  now,
}: {
  shown: { booking: Booking; service: Service; point: PointSummary };
  now: Instant;
}) {
  const { t, pick, language } = useWords();
  const ahead = isActive(booking.status) && booking.start > now;
  return (
    <Link className="list-row" to={`/bookings/${booking.id}`} prefetch="intent">
      <strong className="large">{momentWords(booking.start, point.zone, language)}</strong>
      <span>
        {pick(service.name, service.name_en)} · {pick(point.name, point.name_en)}
      </span>
      <span className="quiet small">
        {t(`status.${booking.status}`)}
        {ahead ? ` · ${t("pass.in", { duration: durationWords(minutesBetween(now, booking.start), language) })}` : ""}
      </span>
    </Link>
  );
}
