import { Form } from "@remix-run/react";
import type { FormEvent } from "react";
import { useWords } from "#app/ui/language.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { forgetRider } from "../forget-on-device.ts";

/** Signs out; before the server hears of it, this browser has forgotten what it kept. */
export function SignOut() {
  const { t } = useWords();
  const leave = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    void forgetRider().finally(() => form.submit());
  };
  return <Form method="post" reloadDocument onSubmit={leave}><Submit className="button button-danger">{t("me.signOut")}</Submit></Form>;
}
