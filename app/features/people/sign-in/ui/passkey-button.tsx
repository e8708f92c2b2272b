import { useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

interface Options {
  id: string;
  options: never;
}

async function ask(path: string): Promise<Options> {
  const response = await fetch(path, { method: "POST" });
  if (!response.ok) throw new Error("refused");
  return (await response.json()) as Options;
}

async function tell(path: string, body: unknown): Promise<boolean> {
  return (
    await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
  ).ok;
}

/** Makes a passkey, or signs in with one; the little that it needs loads when it is pressed. */
export function PasskeyButton({
  purpose,
  trustworthy,
  next = "/staff",
}: {
  purpose: "sign-in" | "register";
  trustworthy: boolean;
  next?: string;
}) {
  const { t } = useStaffWords();
  const { revalidate } = useRevalidator();
  const [word, setWord] = useState<StaffKey | null>(null);
  const press = async () => {
    setWord(null);
    try {
      const { startAuthentication, startRegistration } = await import("@simplewebauthn/browser");
      const base = purpose === "sign-in" ? "/api/v1/staff/sign-in" : "/api/v1/staff/passkeys";
      const { id, options } = await ask(`${base}/options`);
      const response =
        purpose === "sign-in"
          ? await startAuthentication({ optionsJSON: options })
          : await startRegistration({ optionsJSON: options });
      if (!(await tell(base, { id, response }))) return setWord("staff.passkeyFailed");
      if (purpose === "sign-in") window.location.assign(next);
      else {
        setWord("staff.passkeyMade");
        revalidate();
      }
    } catch {
      setWord("staff.passkeyFailed");
    }
  };
  return (
    <>
      {trustworthy ? null : <p className="notice">{t("staff.passkeyInsecure")}</p>}
      <button type="button" className="button button-brand" onClick={() => void press()}>
        {t(purpose === "sign-in" ? "staff.passkeySignIn" : "staff.passkeyMake")}
      </button>
      <p role="status" className={word ? (word === "staff.passkeyMade" ? "good" : "notice") : "unseen"}>
        {word ? t(word) : ""}
      </p>
    </>
  );
}
