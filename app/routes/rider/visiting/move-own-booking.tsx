import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { moveBody } from "#app/features/visiting/bookings/booking-form.ts";
import { moveBooking } from "#app/features/visiting/bookings/move-booking.server.ts";
import { offerTimes } from "#app/features/visiting/slots/offer-times.server.ts";
import { showBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import type { ShownRefusal } from "#app/features/visiting/bookings/shown-refusal.ts";
import { Refusal } from "#app/features/visiting/bookings/ui/refusal.tsx";
import { DayStrip, SlotGroup } from "#app/features/visiting/slots/ui/slot-picker.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { parseCivilDate } from "#app/time/civil.ts";
import { momentWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ request, params, context: { app, visit } }: LoaderFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const { booking, service, point } = (await showBooking(app.db, rider, params.bookingId!)) ?? notFound();
  if (booking.status !== "booked") throw redirect(`/bookings/${booking.id}`);
  const search = new URL(request.url).searchParams;
  const times = await offerTimes(app, service, point, {
    date: parseCivilDate(search.get("date") ?? "") ?? booking.date,
    slotId: search.get("slot") ?? undefined,
    riderKind: booking.riderKind,
  });
  return {
    title: visit.t("move.title"),
    booking,
    point,
    times,
    today: dateIn(point.zone, app.clock.now()),
    wanted: search.get("slot") ?? undefined,
  };
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const form = moveBody.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data({ refusal: null }, { status: 422 });
  const outcome = await moveBooking(app, rider, params.bookingId!, form.data.slot_id);
  switch (outcome.kind) {
    case "moved":
      return redirect(`/bookings/${outcome.booking.id}?new=1`);
    case "no-such-booking":
      return notFound();
    case "not-possible":
    case "too-late":
      return redirect(`/bookings/${params.bookingId}`);
    case "no-such-slot":
      return refused({ kind: "gone" });
    case "already-booked":
      return refused({ kind: "already-booked", bookingId: outcome.bookingId });
    case "slot-full":
      return refused({
        kind: "full",
        slotId: outcome.slot.id,
        start: outcome.slot.start,
        waiting: outcome.waiting,
        others: [],
      });
    case "day-full":
      return refused({
        kind: "day-full",
        slotId: outcome.slot.id,
        start: outcome.slot.start,
        waiting: outcome.waiting,
        others: [],
      });
    default:
      return refused({ kind: outcome.kind });
  }
}

const refused = (refusal: ShownRefusal) => data({ refusal }, { status: 409 });

export const meta = titled;

export default function Move() {
  const { booking, point, times, today, wanted } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, language } = useWords();
  const path = `/bookings/${booking.id}/move`;
  const free = [...times.offPeak, ...times.peak]
    .filter((slot) => slot.id !== booking.slotId)
    .sort((a, b) => (a.start < b.start ? -1 : 1));
  return (
    <Page>
      <Link to={`/bookings/${booking.id}`} className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("pass.title")}
      </Link>
      <h1>{t("move.title")}</h1>
      <p>
        {t("move.now", { when: momentWords(booking.start, point.zone, language) })} {t("move.keeps")}
      </p>
      {answer?.refusal ? <Refusal refusal={answer.refusal} zone={point.zone} path={path} /> : null}
      {answer && !answer.refusal ? (
        <p className="error" role="alert">
          {t("book.error.slot")}
        </p>
      ) : null}
      <DayStrip days={times.days} date={times.date} today={today} path={path} />
      <Form method="post" className="stack" key={times.date}>
        {free.length === 0 ? <p>{t("book.noSlots")}</p> : null}
        <SlotGroup title={t("book.time")} slots={free} zone={point.zone} chosen={wanted} />
        {free.length > 0 ? (
          <div className="act-bar">
            <Submit className="button button-main">{t("move.act")}</Submit>
          </div>
        ) : null}
      </Form>
    </Page>
  );
}
