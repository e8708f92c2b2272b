import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import {
  Form,
  Link,
  redirect as goTo,
  useActionData,
  useLoaderData,
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { bookingForm } from "#app/features/visiting/bookings/booking-form.ts";
import { bookSlot, type BookingRequest } from "#app/features/visiting/bookings/book-slot.server.ts";
import { showBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { joinWaitlist } from "#app/features/visiting/bookings/join-waitlist.server.ts";
import { offerTimes } from "#app/features/visiting/slots/offer-times.server.ts";
import { OptionalWords, type WordErrors } from "#app/features/visiting/bookings/ui/optional-words.tsx";
import type { ShownRefusal } from "#app/features/visiting/bookings/shown-refusal.ts";
import { Refusal } from "#app/features/visiting/bookings/ui/refusal.tsx";
import { DayStrip, SlotGroup } from "#app/features/visiting/slots/ui/slot-picker.tsx";
import { queueBooking, type ShownTimes } from "#app/features/visiting/bookings/queue-booking-on-device.ts";
import { explainRefusal } from "#app/features/finding/nearby/explain-refusal.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { formatPreferences } from "#app/features/people/preferences/preferences.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { KindPicker } from "#app/features/people/riders/ui/kind-picker.tsx";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable, isFor } from "#app/features/visiting/services/service.ts";
import { minutesOffTheRoad } from "#app/features/visiting/slots/off-peak.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import type { App } from "#app/platform/app.ts";
import { preferencesCookie } from "#app/platform/preferences-cookie.server.ts";
import { answeredOr } from "#app/device/wire.ts";
import { parseCivilDate } from "#app/time/civil.ts";
import { dayWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { listWords, useWords, type MessageKey } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { isStoreFault } from "#app/asking/store-fault.server.ts";

export async function loader({ request, params, context: { app, visit } }: LoaderFunctionArgs) {
  const service = (await findService(app.db, params.serviceId!)) ?? notFound();
  const point = (await findPoint(app.db, service.pointId)) ?? notFound();
  if (!isBookable(service)) return notFound();
  const search = new URL(request.url).searchParams;
  const now = app.clock.now();
  const wanted = search.get("slot") ?? undefined;
  const times = await offerTimes(app, service, point, {
    date: parseCivilDate(search.get("date") ?? ""),
    slotId: wanted,
    riderKind: visit.preferences.riderKind,
  });
  return {
    title: visit.language === "zh" ? service.name : service.name_en,
    service,
    point,
    now,
    today: dateIn(point.zone, now),
    times,
    wanted,
    key: app.ids.id(),
    riderKind: visit.preferences.riderKind,
  };
}

interface Answer {
  refusal?: ShownRefusal;
  missing?: MessageKey[];
  wordErrors?: WordErrors;
  values: Record<string, string>;
}

export async function action(args: ActionFunctionArgs) {
  const fields = Object.fromEntries(
    [...(await args.request.formData())].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const values = {
    name: fields.name ?? "",
    phone: fields.phone ?? "",
    note: fields.note ?? "",
    slot_id: fields.slot_id ?? "",
    rider_kind: fields.rider_kind ?? "",
    topic_id: fields.topic_id ?? "",
  };
  const form = bookingForm.safeParse({ ...fields, slot_id: fields.wait || fields.slot_id });
  if (!form.success)
    return data<Answer>({ ...faultsOf(form.error.issues.map(({ path }) => String(path[0]))), values }, { status: 422 });
  try {
    return await take(args, form.data, !!fields.wait, values);
  } catch (error) {
    if (!isStoreFault(error)) throw error;
    return data<Answer>({ refusal: { kind: "busy" }, values }, { status: 503 });
  }
}

async function take(
  { context: { app, visit } }: ActionFunctionArgs,
  form: z.infer<typeof bookingForm>,
  wait: boolean,
  values: Answer["values"],
) {
  const { key, slot_id: slotId, rider_kind: riderKind, topic_id: topicId, name, phone, note } = form;
  const { rider, headers } = await visit.riderOrNew();
  const answer = (refusal: ShownRefusal, status: number) => data<Answer>({ refusal, values }, { status, headers });
  const limited =
    (await limitRate(app, wait ? LIMITS.waitlist : LIMITS.booking, rider.deviceId)) ??
    (await limitStranger(app, LIMITS.bookingAddress, rider, visit.address));
  if (limited) return answer({ kind: "too-many", minutes: Math.ceil(limited.retryAfterSeconds / 60) }, 429);
  const after = (path: string) => {
    const cookies = new Headers(headers);
    cookies.append("set-cookie", preferencesCookie(formatPreferences({ ...visit.preferences, riderKind })));
    return redirect(path, { headers: cookies });
  };
  if (wait) {
    const joined = await joinWaitlist(app, rider, { slotId, riderKind, topicId });
    return joined.kind === "joined"
      ? after(`/waitlist/${joined.waiting.id}`)
      : answer(await explainRefusal(app, joined, riderKind), 409);
  }
  const outcome = await book(app, rider, key, { slotId, riderKind, topicId, name, phone, note });
  if (outcome.kind === "booked") return after(`/bookings/${outcome.booking.id}?new=1`);
  // Gone back and pressed again: what was asked for stands already.
  if (outcome.kind === "already-booked" && outcome.slotId === slotId) return after(`/bookings/${outcome.bookingId}`);
  return answer(await explainRefusal(app, outcome, riderKind), 409);
}

/** A form that was sent and gone back to carries its old key: where it was changed, or what it had made was cancelled since, what it now asks for is a new request. */
async function book(app: App, rider: Rider, key: string, request: BookingRequest) {
  const outcome = await bookSlot(app, rider, key, request);
  const cancelled =
    outcome.kind === "booked" &&
    outcome.replayed &&
    (await showBooking(app.db, rider, outcome.booking.id))?.booking.status === "cancelled";
  return outcome.kind === "key-reused" || cancelled ? bookSlot(app, rider, app.ids.id(), request) : outcome;
}

function faultsOf(paths: string[]): Pick<Answer, "missing" | "wordErrors"> {
  const wordErrors: WordErrors = {};
  for (const name of ["name", "phone", "note"] as const) if (paths.includes(name)) wordErrors[name] = true;
  const missing: MessageKey[] = [
    ...(paths.includes("slot_id") ? (["book.error.slot"] as const) : []),
    ...(paths.includes("rider_kind") ? (["book.error.kind"] as const) : []),
    ...(paths.some((path) => path === "key" || path === "topic_id") ? (["book.error.other"] as const) : []),
  ];
  return { missing, wordErrors };
}

/** A page that was kept comes again as it was: each arrival has a key of its own, or one wish would take the place of another. */
export async function clientLoader({
  serverLoader,
}: ClientLoaderFunctionArgs): Promise<ReturnType<typeof useLoaderData<typeof loader>>> {
  return { ...(await serverLoader<typeof loader>()), key: crypto.randomUUID() };
}

/** The times that this page shows, for when the server cannot be asked. */
let shownTimes: ShownTimes | undefined;

/** Without network the wish waits in the outbox, and the list of bookings shows it: nothing is booked, no place is held. */
export async function clientAction({ request, params, serverAction }: ClientActionFunctionArgs) {
  const fields = Object.fromEntries(
    [...(await request.clone().formData())].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  return answeredOr(serverAction<typeof action>(), async (error) => {
    if (!shownTimes || shownTimes.serviceId !== params.serviceId) throw error;
    const queued = await queueBooking(fields, shownTimes);
    if (queued === "queued") return goTo("/bookings");
    return {
      ...(queued === "needs-slot" || queued === "needs-kind"
        ? { missing: [queued === "needs-slot" ? "book.error.slot" : "book.error.kind"] }
        : { refusal: { kind: queued } }),
      values: fields,
    } as Answer;
  });
}

export const meta = titled;

export default function BookPage() {
  const { service, point, now, today, times, wanted, key, riderKind } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useWords();
  const values = answer?.values ?? {};
  useEffect(() => {
    const starts = Object.fromEntries([...times.offPeak, ...times.peak].map(({ id, start }) => [id, start]));
    shownTimes = {
      serviceId: service.id,
      what: pick(service.name, service.name_en),
      place: pick(point.name, point.name_en),
      zone: point.zone,
      language,
      starts,
    };
  });
  const free = [...times.offPeak, ...times.peak];
  const first = free.find((slot) => slot.id === (values.slot_id || wanted)) ?? (wanted ? undefined : free[0]);
  const [picked, setPicked] = useState<{ id: string; of: string }>();
  const chosen = free.find((slot) => picked?.of === times.date && slot.id === picked.id) ?? first;
  const setChosen = ({ id }: { id: string }) => setPicked({ id, of: times.date });
  useEffect(() => {
    if (answer) document.getElementById("refusal")?.focus();
  }, [answer]);
  const path = `/services/${service.id}/book`;
  const topics = service.topics;
  const name = pick(service.name, service.name_en);
  const minutes = minutesOffTheRoad(service.minutes, undefined);
  const faults = [...(answer?.missing ?? [])];
  return (
    <Page>
      <Link to={`/points/${point.id}`} className="back">
        <ChevronLeft className="icon" aria-hidden />
        {pick(point.name, point.name_en)}
      </Link>
      <h1>
        {t("book.title")} · {name}
      </h1>
      {service.example ? <p className="notice">{t("book.example")}</p> : null}
      {wanted && !first && !answer ? (
        <p className="error" role="status">
          {t("book.refused.full")}
        </p>
      ) : null}
      {answer?.refusal ? <Refusal refusal={answer.refusal} zone={point.zone} path={path} formId="book" /> : null}
      {faults.length > 0 || Object.keys(answer?.wordErrors ?? {}).length > 0 ? (
        <div className="error" role="alert" id="refusal" tabIndex={-1}>
          <strong>{t("book.error.title")}</strong>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{t(fault)}</li>
            ))}
            {Object.keys(answer?.wordErrors ?? {}).map((field) => (
              <li key={field}>{t(`book.error.${field as "name"}`)}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {times.days.length === 0 ? (
        <p className="large">{t("book.noSlotsAtAll")}</p>
      ) : (
        <>
          <h2>{t("book.date")}</h2>
          <DayStrip days={times.days} date={times.date} today={today} path={path} />
          <Form method="post" id="book" className="stack" key={times.date}>
            <input type="hidden" name="key" value={key} />
            <h2>{t("book.time")}</h2>
            {free.length === 0 ? <p>{t("book.noSlots")}</p> : null}
            <SlotGroup
              title={t(riderKind ? "book.offPeak" : "book.any", { minutes })}
              slots={times.offPeak}
              zone={point.zone}
              chosen={first?.id}
              onChoose={setChosen}
            />
            <SlotGroup
              title={t("book.peak")}
              slots={times.peak}
              zone={point.zone}
              chosen={first?.id}
              onChoose={setChosen}
            />
            <KindPicker
              legend={t("book.who")}
              chosen={
                (values.rider_kind as typeof riderKind) ||
                (riderKind && isFor(service, riderKind) ? riderKind : undefined)
              }
              only={service.forKinds}
            />
            {topics.length > 0 ? (
              <fieldset className="stack">
                <legend className="large strong">{t("book.topic")}</legend>
                <div className="chips chips-wrap">
                  {topics.map((topic) => (
                    <label key={topic.id} className="chip">
                      <input
                        type="radio"
                        name="topic_id"
                        value={topic.id}
                        defaultChecked={values.topic_id === topic.id}
                      />
                      {pick(topic.name, topic.name_en)}
                    </label>
                  ))}
                </div>
              </fieldset>
            ) : null}
            <OptionalWords
              values={{ name: values.name ?? "", phone: values.phone ?? "", note: values.note ?? "" }}
              errors={answer?.wordErrors ?? {}}
            />
            {service.bring.length > 0 ? (
              <p>
                {t("book.bring", { things: listWords(language === "zh" ? service.bring : service.bring_en, language) })}
              </p>
            ) : null}
            {times.full.length > 0 ? (
              <details className="more" open={free.length === 0}>
                <summary>{t("book.fullTimes")}</summary>
                <div className="slots">
                  {times.full.map((slot) => (
                    <Submit key={slot.id} name="wait" value={slot.id} className="slot slot-full">
                      <strong>{timeWords(slot.start, point.zone)}</strong>
                      <span className="small">
                        {t("book.full")} · {t("book.wait")}
                      </span>
                    </Submit>
                  ))}
                </div>
              </details>
            ) : null}
            {free.length > 0 ? (
              <div className="act-bar">
                <Submit className="button button-main">
                  {chosen ? (
                    <>
                      <span className="needs-js">
                        {t("book.act", {
                          day: dayWords(dateIn(point.zone, chosen.start), dateIn(point.zone, now), language),
                          time: timeWords(chosen.start, point.zone),
                          service: name,
                        })}
                      </span>
                      <span className="without-js">{t("book.actPlain")}</span>
                    </>
                  ) : (
                    t("book.actPlain")
                  )}
                </Submit>
              </div>
            ) : null}
          </Form>
        </>
      )}
    </Page>
  );
}
