import { Link } from "@remix-run/react";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dayWords, timeWords } from "#app/time/words.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { listWords, useWords } from "#app/words/language.tsx";
import { isBookable, isFor, type Service } from "#app/features/visiting/services/service.ts";

interface Next {
  slotId: string;
  start: Instant;
  remaining: number;
  dayLeft: number | null;
  dayQuota: number | null;
}
interface Props {
  service: Service;
  next: Next | undefined;
  zone: Zone;
  today: CivilDate;
  riderKind: RiderKind | undefined;
  hospital: boolean;
}

/** One service of a point: what, for whom, what it costs, what to show and bring, and the way in. */
export function ServiceCard({ service, next, zone, today, riderKind, hospital }: Props) {
  const { t, pick, language } = useWords();
  const kinds = listWords(
    service.forKinds.map((kind) => t(`rider.${kind}`)),
    language,
  );
  const proof = listWords(
    service.proof.map((one) => t(`proof.${one}`)),
    language,
  );
  const bring = language === "zh" ? service.bring : service.bring_en;
  const mine = !riderKind || isFor(service, riderKind);
  return (
    <article className="service">
      <h3 className="large">{pick(service.name, service.name_en)}</h3>
      <p className="row">
        <span className="tag">{t(`fee.${service.fee}`)}</span>
        <span className="tag">{t(`access.${service.access}`)}</span>
        <span className="tag">{t("service.minutes", { n: service.minutes })}</span>
        {service.rules.quota !== null ? (
          <span className="tag">{t("service.quota", { n: service.rules.quota })}</span>
        ) : null}
      </p>
      {service.feeNote ? <p>{pick(service.feeNote, service.feeNote_en)}</p> : null}
      <p className={mine ? undefined : "notice"}>
        {service.forKinds.length === 0
          ? t("service.forAnyone")
          : t(mine ? "service.for" : "service.notForYou", { kinds })}
      </p>
      {proof ? <p>{t("service.proof", { proof })}</p> : null}
      {bring.length > 0 ? <p>{t("service.bring", { things: listWords(bring, language) })}</p> : null}
      {service.book === "shared" ? <p className="quiet">{t("service.shared")}</p> : null}
      {service.book === "theirs" ? (
        <p>
          {t(hospital ? "service.theirs" : "service.theirsPlace")}{" "}
          {service.link ? <a href={service.link}>{t("service.openLink")}</a> : null}
        </p>
      ) : null}
      {isBookable(service) ? (
        <Link
          className="button"
          to={`/services/${service.id}/book${next ? `?slot=${next.slotId}` : ""}`}
          prefetch="intent"
        >
          {t("service.book")}
          {next ? (
            <>
              {" "}
              {dayWords(dateIn(zone, next.start), today, language)} {timeWords(next.start, zone)} ·{" "}
              {next.dayQuota !== null
                ? t("nearby.left", { left: next.dayLeft ?? 0, quota: next.dayQuota })
                : t("nearby.leftSlot", { left: next.remaining })}
            </>
          ) : null}
          <span className="unseen"> {pick(service.name, service.name_en)}</span>
        </Link>
      ) : null}
    </article>
  );
}
