import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endThisSession } from "#app/features/people/sessions/own-sessions.server.ts";

/** Only a post has business here. */
export function loader() {
  return redirect("/staff");
}

export async function action({ context: { app, visit } }: ActionFunctionArgs) {
  const { asker, session } = await visit.served();
  if (asker?.kind === "staff" && session) await endThisSession(app, { deviceId: asker.staff.deviceId, session });
  return redirect("/staff", { headers: { "set-cookie": visit.staffCookie("") } });
}
