import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { DeskLinks } from "#app/features/watching/desk/ui/desk-links.tsx";
import { DoorBadge } from "#app/features/finding/door/ui/door-badge.tsx";
import { watchDoors } from "#app/features/finding/door/watch-doors.server.ts";
import { doorTaskForm } from "#app/features/places/doors/door-report-form.ts";
import { findOpenTasks, fixDoor } from "#app/features/places/doors/fix-door.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { momentWords } from "#app/time/words.ts";
import { Submit } from "#app/ui/submit.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point, may } = await atPoint(context, params.pointId, "task.fix");
  const now = app.clock.now();
  return {
    title: `${point.name} · ${staffText(visit, "desk.tasks")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    now,
    tasks: await findOpenTasks(app.db, [point.id]),
    door: (await watchDoors(app, [point], now)).get(point.id)!,
    links: { rules: may("schedule.set"), people: may("people.manage"), tasks: true, roster: may("shift.see") },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor, point } = await atPoint(context, params.pointId, "task.fix");
  const form = doorTaskForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data({ fixed: false }, { status: 422 });
  return (await fixDoor(context.app, actor, point.id, form.data.task, form.data.answer)) === "fixed"
    ? data({ fixed: true })
    : notFound();
}

export const meta = titled;

export default function Tasks() {
  const { point, now, tasks, door, links } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(point.name, point.name_en)} · {t("desk.tasks")}
      </h1>
      <DeskLinks pointId={point.id} links={links} />
      <DoorBadge door={door} zone={point.zone} now={now} />
      {answer ? (
        <p className={answer.fixed ? "good" : "error"} role="status">
          {t(answer.fixed ? "tasks.fixed" : "desk.trouble.form")}
        </p>
      ) : null}
      {tasks.length === 0 ? <p className="large">{t("tasks.none")}</p> : null}
      {tasks.map((task) => (
        <Form key={task.id} method="post" className="card stack" replace>
          <h2>{t(`tasks.${task.reason}`)}</h2>
          <p className="quiet">{momentWords(task.openedAt, point.zone, language)}</p>
          <input type="hidden" name="task" value={task.id} />
          <label className="field">
            <span>{t("tasks.answer")}</span>
            <input name="answer" maxLength={120} required defaultValue={t(`tasks.usual.${task.reason}`)} />
          </label>
          <Submit className="button button-brand">{t("tasks.fix")}</Submit>
        </Form>
      ))}
    </main>
  );
}
