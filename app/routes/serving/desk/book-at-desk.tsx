import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { bookForSomebody } from "#app/features/visiting/check-in/book-for-somebody.server.ts";
import { deskBookingForm } from "#app/features/visiting/bookings/booking-form.ts";
import { formatCode, type BookingView } from "#app/features/visiting/bookings/booking.ts";
import { findDeskBooking, riderOfBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { PrintButton } from "#app/features/watching/desk/ui/print-button.tsx";
import { KindPicker } from "#app/features/people/riders/ui/kind-picker.tsx";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable } from "#app/features/visiting/services/service.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { remainingOf, slotState } from "#app/features/visiting/slots/slot.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateWords, dayWords, momentWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point } = await atPoint(context, params.pointId, "booking.make");
  const search = new URL(request.url).searchParams;
  const now = app.clock.now();
  const today = dateIn(point.zone, now);
  const of = search.get("of") ? ((await findDeskBooking(app, point.id, search.get("of")!, false)) ?? notFound()) : null;
  const services = (await findServicesOf(app.db, point.id)).filter(isBookable);
  const service = services.find(({ id }) => id === (search.get("service") ?? of?.serviceId)) ?? services[0];
  const last = plusDays(today, service?.rules.horizonDays ?? 7);
  const { slots, days } = service
    ? await findSlots(app.db, service, today, last)
    : { slots: [], days: new Map<never, never>() };
  const free = slots.filter(
    (slot) =>
      slot.end > now &&
      !slot.closed &&
      slotState({ ...slot, start: slot.end }, days.get(slot.date as never), now) === "open",
  );
  const dates = [...new Set(free.map(({ date }) => date))];
  const date =
    dates.find((one) => one === parseCivilDate(search.get("date") ?? "")) ??
    (of ? dates.find((one) => one > today) : dates[0]) ??
    dates[0] ??
    today;
  return {
    title: `${point.name} · ${staffText(visit, "desk.bookFor")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    today,
    date,
    dates,
    key: app.ids.id(),
    services: services.map(({ id, name, name_en }) => ({ id, name, name_en })),
    service: service ? { id: service.id, topics: service.topics, forKinds: service.forKinds } : null,
    slots: free
      .filter((slot) => slot.date === date)
      .map((slot) => ({ id: slot.id, start: slot.start, left: remainingOf(slot, days.get(slot.date as never)) })),
    of: of ? { id: of.id, name: of.name, riderKind: of.riderKind } : null,
  };
}

interface Answer {
  booking?: BookingView;
  qr?: { size: number; path: string };
  trouble?: StaffKey;
  values?: Record<string, string>;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app } = context;
  const { actor, point, staff } = await atPoint(context, params.pointId, "booking.make");
  const fields = Object.fromEntries(await request.formData());
  const values = Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const form = deskBookingForm.safeParse(fields);
  if (!form.success)
    return data<Answer>(
      {
        trouble: form.error.issues.some(({ path }) => path[0] === "phone") ? "bookFor.phoneWrong" : "bookFor.missing",
        values,
      },
      { status: 422 },
    );
  const { key, of, slot_id: slotId, rider_kind: riderKind, topic_id: topicId, name, phone } = form.data;
  const deviceId = of ? ((await riderOfBooking(app.db, point.id, of)) ?? notFound()) : undefined;
  const outcome = await bookForSomebody(app, { ...actor, deviceId: staff.deviceId }, point.id, key, {
    slotId,
    riderKind,
    topicId,
    name,
    phone,
    deviceId,
  });
  switch (outcome.kind) {
    case "booked":
      return data<Answer>({ booking: outcome.booking, qr: qrPath(`NUANYI:${outcome.booking.code}`) });
    case "no-such-slot":
      return notFound();
    case "already-booked":
      return data<Answer>({ trouble: "bookFor.already", values }, { status: 409 });
    default:
      return data<Answer>({ trouble: "bookFor.full", values }, { status: 409 });
  }
}

export const meta = titled;

export default function BookFor() {
  const { point, today, date, dates, key, services, service, slots, of } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  const [params] = useSearchParams();
  const address = (more: Record<string, string>) =>
    `?${new URLSearchParams({ ...Object.fromEntries(params), ...more }).toString()}`;
  const values = answer?.values ?? {};
  if (answer?.booking && answer.qr) {
    const { booking, qr } = answer;
    return (
      <main id="main" tabIndex={-1} className="staff-page staff-narrow">
        <article className="paper">
          <p className="large">{booking.point.name}</p>
          <h1>{momentWords(booking.slot.start, point.zone, language)}</h1>
          <p className="large">{booking.service.name}</p>
          <p className="big-secret">{formatCode(booking.code)}</p>
          <svg
            className="qr"
            viewBox={`0 0 ${qr.size} ${qr.size}`}
            role="img"
            aria-label={formatCode(booking.code)}
            shapeRendering="crispEdges"
          >
            <path d={qr.path} fill="#000" />
          </svg>
          <p>{t("bookFor.readOut")}</p>
        </article>
        <div className="acts no-print">
          <PrintButton />
          <Link className="button" to={`/desk/${point.id}`}>
            {t("desk.title")}
          </Link>
        </div>
      </main>
    );
  }
  return (
    <main id="main" tabIndex={-1} className="staff-page staff-narrow">
      <Link className="back" to={`/desk/${point.id}`}>
        {t("desk.title")}
      </Link>
      <h1>{of ? t("bookFor.followUp", { name: of.name ?? t(`rider.${of.riderKind}`) }) : t("desk.bookFor")}</h1>
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)}
        </Said>
      ) : null}
      {services.length > 1 ? (
        <nav className="chips chips-wrap" aria-label={t("slots.service")}>
          {services.map((one) => (
            <Link
              key={one.id}
              className="chip"
              to={address({ service: one.id })}
              aria-current={one.id === service?.id ? "true" : undefined}
            >
              {pick(one.name, one.name_en)}
            </Link>
          ))}
        </nav>
      ) : null}
      {dates.length === 0 ? (
        <p className="notice">{t("bookFor.none")}</p>
      ) : (
        <>
          <nav className="dates" aria-label={t("slots.date")}>
            {dates.map((one) => (
              <Link
                key={one}
                className="date"
                replace
                to={address({ date: one })}
                aria-current={one === date ? "date" : undefined}
              >
                <strong>{dayWords(one, today, language)}</strong>
                {dayWords(one, today, language) === dateWords(one, language) ? null : (
                  <span className="small">{dateWords(one, language)}</span>
                )}
              </Link>
            ))}
          </nav>
          <Form method="post" className="stack" replace key={`${service?.id} ${date}`}>
            <input type="hidden" name="key" value={key} />
            {of ? <input type="hidden" name="of" value={of.id} /> : null}
            <div className="slots">
              {slots.map((slot) => (
                <label key={slot.id} className="slot">
                  <input
                    type="radio"
                    name="slot_id"
                    value={slot.id}
                    required
                    defaultChecked={values.slot_id === slot.id}
                  />
                  <strong>{timeWords(slot.start, point.zone)}</strong>
                  <span className="small quiet">{t("book.left", { n: slot.left })}</span>
                </label>
              ))}
            </div>
            <KindPicker
              legend={t("bookFor.who")}
              chosen={of?.riderKind ?? (values.rider_kind as never) ?? service?.forKinds[0] ?? "other"}
              {...(service && { only: service.forKinds })}
            />
            {service && service.topics.length > 0 ? (
              <div className="chips chips-wrap" role="radiogroup" aria-label={t("bookFor.topic")}>
                {service.topics.map((topic) => (
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
            ) : null}
            {of ? null : (
              <div className="grid-2">
                <label className="field">
                  <span>{t("book.name")}</span>
                  <input name="name" maxLength={40} defaultValue={values.name} autoComplete="off" />
                </label>
                <label className="field">
                  <span>{t("book.phone")}</span>
                  <input
                    name="phone"
                    type="tel"
                    inputMode="tel"
                    maxLength={20}
                    defaultValue={values.phone}
                    autoComplete="off"
                  />
                  <span className="quiet small">{t("bookFor.phoneWhy")}</span>
                </label>
              </div>
            )}
            <Submit className="button button-main">{t("bookFor.act")}</Submit>
          </Form>
        </>
      )}
    </main>
  );
}
