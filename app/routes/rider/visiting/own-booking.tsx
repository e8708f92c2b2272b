import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import {
  Form,
  Link,
  useActionData,
  useLoaderData,
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import { CalendarPlus, ChevronLeft } from "lucide-react";
import { formatCode, isActive } from "#app/features/visiting/bookings/booking.ts";
import { cancelBooking } from "#app/features/visiting/bookings/cancel-booking.server.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import { queueCancel } from "#app/features/visiting/passes/queue-cancel-on-device.ts";
import { passesOnDevice } from "#app/features/visiting/passes/passes-on-device.ts";
import { showBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { wantsOtherPlace } from "#app/features/visiting/closures/other-place.server.ts";
import { showNearby } from "#app/features/finding/nearby/show-nearby.server.ts";
import { NearbyRowCard } from "#app/features/finding/nearby/ui/nearby-row.tsx";
import { InAppCard } from "#app/features/people/carry/ui/carry-way.tsx";
import { passOf } from "#app/features/visiting/passes/show-passes.server.ts";
import { PushSwitch } from "#app/features/telling/push/ui/push-switch.tsx";
import { MapApps } from "#app/features/places/points/ui/map-apps.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { serverNow } from "#app/device/server-clock.ts";
import { announce, answeredOr } from "#app/device/wire.ts";
import { dayWords, momentWords, timeWords, weekdayWord } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Countdown } from "#app/ui/countdown.tsx";
import { SpeakButton } from "#app/ui/speak.tsx";
import { titled } from "#app/ui/title.ts";
import { listWords, useWords } from "#app/words/language.tsx";
import { ExampleTag, Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

/** How far, in metres, another place may be, and how many are offered. */
const OTHERS = { radius: 30_000, most: 3 };

export async function loader({ request, params, context: { app, visit } }: LoaderFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const shown = (await showBooking(app.db, rider, params.bookingId!)) ?? notFound();
  const { booking, point } = shown;
  const now = app.clock.now();
  const { riderKind } = visit.preferences;
  const around = async (kind?: PointKind) =>
    (
      await showNearby(
        app,
        { place: point.place, radius: OTHERS.radius, kind, limit: OTHERS.most + 1 },
        riderKind,
        visit.language,
        now,
      )
    )
      .filter(({ id }) => id !== point.id)
      .slice(0, OTHERS.most);
  const alike = (await wantsOtherPlace(app.db, booking, now)) ? await around(point.kinds[0]) : undefined;
  return {
    title: visit.t("pass.title"),
    others: alike?.length === 0 ? await around() : (alike ?? []),
    riderKind,
    ...passOf(shown),
    now,
    offline: false,
    fresh: new URL(request.url).searchParams.has("new"),
    pushKey: app.push.publicKey,
    inApp: visit.inApp ?? null,
    trustworthy: visit.trustworthy,
  };
}

export async function action({ params, context: { app, visit } }: ActionFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const outcome = await cancelBooking(app, rider, params.bookingId!);
  if (outcome.kind === "no-such-booking") return notFound();
  return data({ outcome: outcome.kind }, { status: outcome.kind === "cancelled" ? 200 : 409 });
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Without network the pass as this phone keeps it. */
export function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  return answeredOr(serverLoader<typeof loader>(), async (error) => {
    const kept = await passesOnDevice();
    const pass = kept?.passes.find(({ booking }) => booking.id === params.bookingId);
    if (!kept || !pass) throw error;
    announce({ kind: "kept", path: `/bookings/${pass.booking.id}`, at: kept.at });
    return {
      ...pass,
      title: "",
      others: [],
      riderKind: undefined,
      now: await serverNow(),
      offline: true,
      fresh: false,
      pushKey: "",
      inApp: null,
      trustworthy: true,
    };
  });
}

/** Without network a place is given back once there is one; until then it is still the rider's. */
export function clientAction({
  params,
  serverAction,
}: ClientActionFunctionArgs): Promise<{ outcome: "cancelled" | "too-late" | "not-possible" | "queued" | "not-kept" }> {
  return answeredOr(serverAction<typeof action>(), async (error) => {
    const queued = await queueCancel(params.bookingId!);
    if (!queued) throw error;
    return { outcome: queued };
  });
}

export const meta = titled;

/** There is no map beside these rows that a row could light. */
const unlit = () => undefined;

export default function Pass() {
  const {
    booking,
    service,
    point,
    now,
    qr,
    links,
    until,
    fresh,
    pushKey,
    trustworthy,
    others,
    riderKind,
    offline,
    inApp,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof clientAction>();
  const { t, pick, language } = useWords();
  const code = formatCode(booking.code);
  const active = isActive(booking.status);
  const day = dateIn(point.zone, booking.start);
  const today = dateIn(point.zone, now);
  const topic = service.topics.find((one) => one.id === booking.topicId);
  const bring = [
    ...(language === "zh" ? service.bring : service.bring_en),
    ...(topic ? (language === "zh" ? topic.bring : topic.bring_en) : []),
  ];
  const spoken = dayWords(day, today, language);
  return (
    <Page>
      <Link to="/bookings" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("bookings.title")}
      </Link>
      <div role="status" className="stack">
        {answer?.outcome === "cancelled" ? <p className="good strong">{t("pass.cancelled")}</p> : null}
        {fresh && active && !answer ? <p className="good strong">{t("pass.booked")}</p> : null}
        {answer?.outcome === "queued" ? (
          <p className="notice">
            {t("pass.cancelQueued")} <Link to="/bookings">{t("outbox.look")}</Link>
          </p>
        ) : null}
        {answer?.outcome === "not-kept" ? <p className="error">{t("outbox.notKept")}</p> : null}
        {answer?.outcome === "too-late" ? <p className="error">{t("pass.tooLate")}</p> : null}
        {answer?.outcome === "not-possible" && booking ? (
          <p className="error">{t("pass.notPossible", { status: t(`status.${booking.status}`) })}</p>
        ) : null}
      </div>
      <section className="pass" aria-label={t("pass.title")}>
        <p className="row">
          <span>{pick(service.name, service.name_en)}</span>
          {service.example ? <ExampleTag /> : null}
        </p>
        <h1 className="pass-when">
          {spoken}
          {spoken.includes(weekdayWord(day, language)) ? "" : ` ${weekdayWord(day, language)}`}{" "}
          {timeWords(booking.start, point.zone)}
        </h1>
        {active ? (
          <Countdown start={booking.start} end={booking.end} now={now} />
        ) : (
          <p className="large strong">{t(`status.${booking.status}`)}</p>
        )}
        {active ? (
          <>
            <p className="pass-code">
              <span className="unseen">{t("pass.code")} </span>
              {code}
            </p>
            <svg
              className="pass-qr"
              viewBox={`0 0 ${qr.size} ${qr.size}`}
              width={240}
              height={240}
              role="img"
              aria-label={t("pass.qr", { code })}
              shapeRendering="crispEdges"
            >
              <path d={qr.path} fill="#000" />
            </svg>
          </>
        ) : null}
        <p>{t(`rider.${booking.riderKind}`)}</p>
        <p>
          <strong>{pick(point.name, point.name_en)}</strong>
          <br />
          <span className="quiet">{pick(point.address, point.address_en)}</span>
        </p>
      </section>
      <SpeakButton parts=".pass > p:not(.pass-code), .pass-when, .countdown, .pass-code, .pass + .speak + .card > p" />
      {active ? (
        <section className="card stack">
          <p>
            {service.proof.length > 0
              ? t("pass.show", {
                  proof: listWords(
                    service.proof.map((one) => t(`proof.${one}`)),
                    language,
                  ),
                })
              : t("pass.showPlain")}
          </p>
          {bring.length > 0 ? <p>{t("book.bring", { things: listWords(bring, language) })}</p> : null}
          {topic ? <p>{t("pass.topic", { topic: pick(topic.name, topic.name_en) })}</p> : null}
          {point.parking ? (
            <p>
              <strong>{t("point.parking")}</strong> {pick(point.parking, point.parking_en)}
            </p>
          ) : null}
          {point.landmark ? <p>{t("point.landmark", { landmark: pick(point.landmark, point.landmark_en) })}</p> : null}
          <div className="acts">
            <MapApps links={links} />
          </div>
          {offline ? null : (
            <a className="button button-brand" href={`/api/v1/bookings/${booking.id}.ics`}>
              <CalendarPlus className="icon" aria-hidden />
              {t("pass.calendar")}
            </a>
          )}
        </section>
      ) : null}
      {active && inApp ? <InAppCard inApp={inApp} calendar={`/api/v1/bookings/${booking.id}.ics`} /> : null}
      {active && booking.start > now && !offline && !inApp ? (
        <PushSwitch publicKey={pushKey} trustworthy={trustworthy} offer />
      ) : null}
      {active && booking.status === "booked" ? (
        <section className="card stack">
          {now <= until ? (
            <>
              <p className="quiet">{t("pass.cancelUntil", { time: momentWords(until, point.zone, language) })}</p>
              <div className="acts">
                {offline ? null : (
                  <Link className="button" to={`/bookings/${booking.id}/move`}>
                    {t("pass.change")}
                  </Link>
                )}
                <Form method="post" className="grow" replace>
                  <Submit className="button button-danger">{t("pass.cancel")}</Submit>
                </Form>
              </div>
            </>
          ) : (
            <p>{t("pass.tooLate")}</p>
          )}
        </section>
      ) : null}
      {!active ? (
        <Link className="button button-brand" to={`/services/${service.id}/book`}>
          {t("pass.bookAgain")}
        </Link>
      ) : null}
      {others.length > 0 ? (
        <section className="stack" aria-labelledby="others-title">
          <h2 id="others-title">{t("pass.others")}</h2>
          <ul className="stack">
            {others.map((row) => (
              <NearbyRowCard key={row.id} row={row} now={now} riderKind={riderKind} lit={false} onLight={unlit} />
            ))}
          </ul>
        </section>
      ) : null}
      <Link className="button" to={`/points/${point.id}`}>
        {pick(point.name, point.name_en)}
      </Link>
    </Page>
  );
}
