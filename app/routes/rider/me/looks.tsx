import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { chooseLanguage } from "#app/features/people/riders/device-language.server.ts";
import { formatPreferences } from "#app/features/people/preferences/preferences.ts";
import { preferencesForm } from "#app/features/people/preferences/preferences-form.ts";
import { preferencesCookie } from "#app/platform/preferences-cookie.server.ts";

/** Only a post has business here; whoever comes by address is shown where the settings stand. */
export function loader() {
  return redirect("/me");
}

export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  const form = preferencesForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return redirect("/me");
  const { back, ...changes } = form.data;
  const preferences = {
    ...visit.preferences,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  };
  const rider = await visit.rider();
  if (rider && changes.language) await chooseLanguage(app, rider, changes.language);
  return redirect(back ?? "/me", { headers: { "set-cookie": preferencesCookie(formatPreferences(preferences)) } });
}
