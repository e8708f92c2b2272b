import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { doorTicketForm } from "#app/features/visiting/queue/ticket-form.ts";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { DoorBadge } from "#app/features/finding/door/ui/door-badge.tsx";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { limitStranger } from "#app/features/people/riders/limit-stranger.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { isDoorCode } from "#app/features/visiting/queue/door-code.server.ts";
import { findRunning, listQueues } from "#app/features/visiting/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { takesWalkIns } from "#app/features/visiting/services/service.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useWords, type MessageKey } from "#app/words/language.tsx";
import { ExampleTag, Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

/** What the QR at a door opens: a number, without an account. */
export async function loader({ request, params, context: { app, visit } }: LoaderFunctionArgs) {
  const point = (await findPoint(app.db, params.pointId!)) ?? notFound();
  const now = app.clock.now();
  const date = dateIn(point.zone, now);
  const code = new URL(request.url).searchParams.get("c") ?? "";
  const atDoor = isDoorCode(app, point.id, date, code);
  const services = (await findServicesOf(app.db, point.id)).filter(takesWalkIns);
  const queues = await listQueues(app.db, point.id, date, services);
  const running = new Map(
    await Promise.all(
      services.map(async (service) => {
        const found = await findRunning(app.db, service, date);
        return [service.id, found === "always" || (found !== "not" && found.to > now)] as const;
      }),
    ),
  );
  // Who stands at the door has their device before they press: two presses are one rider's.
  const { headers } = atDoor ? await visit.riderOrNew() : { headers: {} };
  return data(
    {
      title: visit.t("line.title"),
      point,
      now,
      code: atDoor ? code : "",
      door: (await watchDoors(app, [point], now)).get(point.id)!,
      services: services.map((service) => ({
        id: service.id,
        name: service.name,
        name_en: service.name_en,
        minutes: service.minutes,
        open: atDoor || service.remoteNumbers,
        runs: running.get(service.id) ?? true,
        waiting: queues.find(({ serviceId }) => serviceId === service.id)?.waiting.length ?? 0,
      })),
    },
    { headers },
  );
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  const form = doorTicketForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success)
    return data<{ trouble: MessageKey; minutes: number }>({ trouble: "line.gone", minutes: 0 }, { status: 422 });
  const { rider, headers } = await visit.riderOrNew();
  const limited =
    (await limitRate(app, LIMITS.ticket, rider.deviceId)) ??
    (await limitStranger(app, LIMITS.ticketAddress, rider, visit.address));
  if (limited)
    return data<{ trouble: MessageKey; minutes: number }>(
      { trouble: "book.refused.tooMany", minutes: Math.ceil(limited.retryAfterSeconds / 60) },
      { status: 429, headers },
    );
  const outcome = await takeTicket(app, params.pointId!, form.data.service, {
    deviceId: rider.deviceId,
    doorCode: form.data.code,
  });
  switch (outcome.kind) {
    case "taken":
      return redirect(`/tickets/${outcome.ticket.id}`, { headers });
    case "no-such-service":
      return notFound();
    case "door-code-needed":
      return data<{ trouble: MessageKey; minutes: number }>(
        { trouble: "line.scanFirst", minutes: 0 },
        { status: 409, headers },
      );
    case "quota-spent":
      return data<{ trouble: MessageKey; minutes: number }>(
        { trouble: "line.spent", minutes: 0 },
        { status: 409, headers },
      );
  }
}

export const meta = titled;

export default function DoorPage() {
  const { point, now, code, door, services } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useWords();
  return (
    <Page>
      <div className="row">
        <h1>{pick(point.name, point.name_en)}</h1>
        {point.example ? <ExampleTag /> : null}
      </div>
      <DoorBadge door={door} zone={point.zone} now={now} />
      {answer ? (
        <p className="error" role="alert">
          {t(answer.trouble, { minutes: answer.minutes })}
        </p>
      ) : null}
      {point.dropIn ? <p className="strong">{t("point.dropIn")}</p> : null}
      {services.length === 0 ? <p className="notice">{t("line.none")}</p> : null}
      {services.map((service) => (
        <section key={service.id} className="card stack">
          <h2>{pick(service.name, service.name_en)}</h2>
          {service.runs ? null : <p className="notice">{t("line.notNow")}</p>}
          <p>{service.waiting === 0 ? t("line.nobody") : t("line.waiting", { n: service.waiting })}</p>
          {!service.runs ? (
            <Link className="button" to={`/services/${service.id}/book`}>
              {t("pass.bookAgain")}
            </Link>
          ) : service.open ? (
            <Form method="post">
              <input type="hidden" name="code" value={code} />
              <Submit name="service" value={service.id} className="button button-main">
                {t("line.take")}
              </Submit>
            </Form>
          ) : (
            <p className="notice">{t("line.scanFirst")}</p>
          )}
        </section>
      ))}
      <Link className="button" to={`/points/${point.id}`}>
        {t("line.point")}
      </Link>
      <Link className="button" to={`/points/${point.id}#door`}>
        {t("door.ask")}
      </Link>
    </Page>
  );
}
