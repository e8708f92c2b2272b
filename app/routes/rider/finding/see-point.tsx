import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import {
  Form,
  Link,
  useActionData,
  useLoaderData,
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import { ChevronLeft, Phone, Star } from "lucide-react";
import { doorReportForm, starForm } from "#app/features/places/doors/door-report-form.ts";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { DoorBadge } from "#app/features/finding/door/ui/door-badge.tsx";
import { DoorQuestion, type DoorAnswer } from "#app/features/finding/door/ui/door-question.tsx";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { goThereLinks } from "#app/features/places/points/go-there.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { weekFrom } from "#app/features/places/hours/opening.ts";
import { linkedPoint } from "#app/features/places/points/linked-point.server.ts";
import { PHONES } from "#app/features/places/points/point.ts";
import { reportDoor } from "#app/features/places/doors/report-door.server.ts";
import { findSupplies } from "#app/features/places/supplies/set-supply.server.ts";
import { listStarred, starPoint } from "#app/features/places/stars/star-point.server.ts";
import { findSitting } from "#app/features/serving/roster/show-roster.server.ts";
import { findConveniences } from "#app/features/places/surroundings/find-conveniences.server.ts";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import { Compass } from "#app/features/places/map/ui/compass.tsx";
import { KindGlyph } from "#app/features/places/points/ui/kind-glyph.tsx";
import { Week } from "#app/features/places/hours/ui/week.tsx";
import { Conveniences } from "#app/features/places/surroundings/ui/conveniences.tsx";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isFor, takesWalkIns } from "#app/features/visiting/services/service.ts";
import { ServiceCard } from "#app/features/visiting/services/ui/service-card.tsx";
import { findNextFree } from "#app/features/visiting/slots/find-free.server.ts";
import { announce, answeredOr } from "#app/device/wire.ts";
import { momentWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Submit } from "#app/ui/submit.tsx";
import { SpeakButton } from "#app/ui/speak.tsx";
import { titled } from "#app/ui/title.ts";
import { listWords, useWords } from "#app/words/language.tsx";
import { ExampleTag, Page } from "#app/ui/shell.tsx";
import { MapApps } from "#app/features/places/points/ui/map-apps.tsx";
import { notFound } from "#app/asking/not-found.server.ts";

export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const now = app.clock.now();
  const point = (await findPoint(app.db, params.pointId!)) ?? notFound();
  const services = await findServicesOf(app.db, point.id);
  const today = dateIn(point.zone, now);
  const rider = await visit.rider();
  const { hours, dated } = await readHours(app.db, point, today);
  const free = await findNextFree(app.db, services, now);
  return {
    title: visit.language === "zh" ? point.name : point.name_en,
    description: (visit.language === "zh"
      ? [point.name, point.address, point.guide]
      : [point.name_en, point.address_en, point.guide_en]
    )
      .filter(Boolean)
      .join(" · ")
      .slice(0, 160),
    linked: linkedPoint(app.config.publicOrigin, point, hours ? weekFrom(hours, dated, today, app.calendar) : []),
    point,
    services,
    now,
    today,
    riderKind: visit.preferences.riderKind,
    door: (await watchDoors(app, [point], now)).get(point.id)!,
    week: hours ? weekFrom(hours, dated, today, app.calendar) : null,
    next: Object.fromEntries(
      [...free].map(([id, slot]) => [
        id,
        {
          slotId: slot.slotId,
          start: slot.start,
          remaining: slot.remaining,
          dayLeft: slot.dayLeft,
          dayQuota: slot.dayQuota,
        },
      ]),
    ),
    conveniences: await findConveniences(app.db, point),
    notices: await findNotices(app.db, { cityId: point.cityId, district: point.district, pointId: point.id }, now),
    links: goThereLinks(point.place, point.name),
    supplies: (await findSupplies(app.db, point.id)).filter(({ state }) => state !== "out"),
    sitting: (await findSitting(app.db, point, now, 7)).slice(0, 4),
    starred: rider ? (await listStarred(app.db, rider)).some(({ id }) => id === point.id) : false,
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Without network a point that was never looked at is told from the city's pack. */
export function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  return answeredOr(serverLoader<typeof loader>(), async (error) => {
    const own = await (
      await import("#app/features/finding/nearby/nearby-on-device.ts")
    ).loadPointOffline(params.pointId!);
    if (!own) throw error;
    const { goThereLinks } = await import("#app/features/places/points/go-there.ts");
    announce({ kind: "kept", path: `/points/${own.point.id}`, at: own.keptAt });
    return {
      ...own,
      title: own.point.name,
      description: "",
      linked: undefined,
      services: [],
      riderKind: undefined,
      next: {},
      conveniences: [],
      notices: [],
      links: goThereLinks(own.point.place, own.point.name),
      supplies: [],
      sitting: [],
      starred: false,
    };
  });
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  const fields = Object.fromEntries(await request.formData());
  const star = starForm.safeParse(fields);
  if (star.success) {
    const { rider, headers } = await visit.riderOrNew();
    return (await starPoint(app, rider, params.pointId!, star.data.star === "1")) === "done"
      ? data(undefined, { headers })
      : notFound();
  }
  const form = doorReportForm.safeParse(fields);
  if (!form.success) return data(undefined, { status: 422 });
  const { rider, headers } = await visit.riderOrNew();
  const limited =
    (await limitRate(app, LIMITS.doorReport, rider.deviceId)) ??
    (await limitStranger(app, LIMITS.doorAddress, rider, visit.address, `${params.pointId}:`));
  if (limited)
    return data<DoorAnswer>(
      { kind: "too-soon", minutes: Math.ceil(limited.retryAfterSeconds / 60) },
      { status: 429, headers },
    );
  const outcome = await reportDoor(app, rider, params.pointId!, form.data.door);
  if (outcome.kind === "no-such-point") return notFound();
  if (outcome.kind === "too-soon")
    return data<DoorAnswer>(
      { kind: "too-soon", minutes: Math.ceil(outcome.retryAfterSeconds / 60) },
      { status: 429, headers },
    );
  return data<DoorAnswer>({ kind: "thanks" }, { headers });
}

/** Without network a word on the door waits for a while; the rest says that it needs one. */
export async function clientAction({
  request,
  params,
  serverAction,
}: ClientActionFunctionArgs): Promise<DoorAnswer | undefined> {
  const word = String((await request.clone().formData()).get("door") ?? "");
  return answeredOr(serverAction<typeof action>(), async () => {
    const { queueDoorReport } = await import("#app/features/places/doors/door-report-on-device.ts");
    return {
      kind: await queueDoorReport(params.pointId!, document.title.slice(0, document.title.lastIndexOf(" · ")), word),
    };
  });
}

export const meta = titled;

export default function PointPage() {
  const {
    point,
    services,
    now,
    today,
    door,
    week,
    next,
    conveniences,
    notices,
    links,
    riderKind,
    supplies,
    sitting,
    starred,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useWords();
  const name = pick(point.name, point.name_en);
  const main =
    services.find((service) => next[service.id] && (!riderKind || isFor(service, riderKind))) ??
    services.find((service) => next[service.id]);
  return (
    <Page>
      <Link to="/" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("point.back")}
      </Link>
      <div className="stack-tight">
        <div className="row">
          {point.kinds.map((kind) => (
            <KindGlyph key={kind} kind={kind} />
          ))}
          <span className="quiet small">
            {listWords(
              point.kinds.map((kind) => t(`kind.${kind}`)),
              language,
            )}
          </span>
          {point.example ? <ExampleTag /> : null}
        </div>
        <h1>{name}</h1>
        <Form method="post" replace preventScrollReset>
          <Submit name="star" value={starred ? "0" : "1"} className="button">
            <Star className="icon" aria-hidden {...(starred && { fill: "currentColor" })} />
            {t(starred ? "point.unstar" : "point.star")}
          </Submit>
        </Form>
      </div>
      <DoorBadge door={door} zone={point.zone} now={now} />
      <SpeakButton parts="h1, .door, .urgent strong, .notice, .card p" />
      {point.urgent ? (
        <div className="urgent" role="note">
          <strong>{t("point.urgent")}</strong>
          <a className="button button-danger" href="tel:120">
            <Phone className="icon" aria-hidden />
            {t("point.call120")}
          </a>
        </div>
      ) : null}
      {notices.map((notice) => (
        <div key={notice.id} className="notice" role="note">
          <strong>{pick(notice.title, notice.title_en)}</strong> {pick(notice.body, notice.body_en)}
        </div>
      ))}
      {point.photo ? (
        <img className="door-photo" src={point.photo} width={640} height={280} alt={t("point.photoOf", { name })} />
      ) : null}
      <section className="card stack">
        {point.operator ? (
          <p>{t("point.runBy", { operator: pick(point.operator.name, point.operator.name_en) })}</p>
        ) : null}
        {point.operator?.enforces ? <p className="notice">{t("point.enforces")}</p> : null}
        <p className="strong">{t(point.dropIn ? "point.dropIn" : "point.askFirst")}</p>
        {point.landmark ? <p>{t("point.landmark", { landmark: pick(point.landmark, point.landmark_en) })}</p> : null}
        {point.guide ? (
          <details className="more" open>
            <summary>{t("point.guide")}</summary>
            <p>{pick(point.guide, point.guide_en)}</p>
          </details>
        ) : null}
      </section>
      {supplies.length > 0 ? (
        <p className="row">
          <strong>{t("point.supplies")}</strong>
          {supplies.map(({ item, state }) => (
            <span key={item} className="tag">
              {t(`supply.${item}`)}
              {state === "low" ? ` · ${t("supplyState.low")}` : ""}
            </span>
          ))}
        </p>
      ) : null}
      {sitting.length > 0 ? (
        <section className="card stack" aria-labelledby="sitting-title">
          <h2 id="sitting-title">{t("point.sitting")}</h2>
          <ul>
            {sitting.map((one) => (
              <li key={`${one.start}${one.qualification}`}>
                <strong>{t(`qualification.${one.qualification as "nurse"}`)}</strong>{" "}
                {momentWords(one.start, point.zone, language)}–{timeWords(one.end, point.zone)}{" "}
                <span className="quiet small">{pick(one.window, one.window_en)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {services.some(takesWalkIns) ? (
        <Link className="button" to={`/door/${point.id}`}>
          {t("line.look")}
        </Link>
      ) : null}
      {services.length > 0 ? (
        <section className="card" aria-labelledby="services-title">
          <h2 id="services-title" className="unseen">
            {t("point.services")}
          </h2>
          {services.map((service) => (
            <ServiceCard
              key={service.id}
              service={service}
              next={next[service.id]}
              zone={point.zone}
              today={today}
              riderKind={riderKind}
              hospital={point.kinds.includes("rider-clinic")}
            />
          ))}
        </section>
      ) : null}
      <section className="card stack" aria-labelledby="hours-title">
        <h2 id="hours-title">{t("point.hours")}</h2>
        {week ? <Week week={week} today={today} /> : <p>{t("point.noHours")}</p>}
      </section>
      {point.amenities.length > 0 ? (
        <section className="card stack" aria-labelledby="amenities-title">
          <h2 id="amenities-title">{t("point.amenities")}</h2>
          <ul className="row">
            {point.amenities.map((amenity) => (
              <li key={amenity} className="tag">
                {t(`amenity.${amenity}`)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="card stack" aria-labelledby="go-title" id="go">
        <h2 id="go-title">{t("point.goThere")}</h2>
        <p>{pick(point.address, point.address_en)}</p>
        <Compass to={point.place} />
        {point.parking ? (
          <p>
            <strong>{t("point.parking")}</strong> {pick(point.parking, point.parking_en)}
          </p>
        ) : null}
        <div className="acts">
          <MapApps links={links} />
        </div>
      </section>
      <Conveniences items={conveniences} />
      <DoorQuestion answer={answer} />
      <section className="card stack" aria-labelledby="phones-title">
        <h2 id="phones-title">{t("point.phones")}</h2>
        {point.phone ? (
          <a className="button button-brand" href={`tel:${point.phone}`}>
            <Phone className="icon" aria-hidden />
            {t("point.call")} {point.phone}
          </a>
        ) : null}
        <div className="phones">
          {PHONES.map((number) => (
            <a key={number} className="button" href={`tel:${number}`}>
              <span className="large">{number}</span>
              <span className="small quiet">{t(`phone.${number}`)}</span>
            </a>
          ))}
        </div>
      </section>
      {main ? (
        <div className="act-bar">
          <Link className="button button-main" to={`/services/${main.id}/book`} prefetch="intent">
            {t("service.book")} {pick(main.name, main.name_en)}
          </Link>
        </div>
      ) : null}
    </Page>
  );
}
