import { Form } from "@remix-run/react";
import type { FormEvent } from "react";
import { useWords, type MessageKey } from "#app/words/language.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { forgetRider } from "#app/features/people/riders/forget-on-device.ts";

/** A press after which nobody is signed in here: before the server hears of it, this browser has forgotten what it kept. */
export function SignOut({ label = "me.signOut" }: { label?: MessageKey }) {
  const { t } = useWords();
  const leave = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    void forgetRider().finally(() => form.submit());
  };
  return (
    <Form method="post" reloadDocument onSubmit={leave}>
      <Submit className="button button-danger">{t(label)}</Submit>
    </Form>
  );
}
