import { Share, SquarePlus } from "lucide-react";
import { useEffect, useState } from "react";
import { INSTALLABLE, installOffer } from "#app/device/install-offer.ts";
import { useWords } from "#app/words/language.tsx";

/** Whether this is Safari of a phone, where only its own menu installs. */
function isIos(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1)
  );
}

/** How this becomes an app of the phone: a button where the browser offers it, the way through the menu where only that does it, else nothing. */
export function InstallCard() {
  const { t } = useWords();
  const [way, setWay] = useState<"none" | "button" | "ios">("none");
  useEffect(() => {
    const standalone =
      window.matchMedia("(display-mode: standalone)").matches ||
      (navigator as { standalone?: boolean }).standalone === true;
    if (standalone) return;
    const look = () => setWay(installOffer() ? "button" : isIos() ? "ios" : "none");
    look();
    window.addEventListener(INSTALLABLE, look);
    return () => window.removeEventListener(INSTALLABLE, look);
  }, []);
  if (way === "none") return null;
  return (
    <section className="card stack" aria-labelledby="install-title">
      <h2 id="install-title">{t("install.title")}</h2>
      <p>{t("install.why")}</p>
      {way === "button" ? (
        <button
          type="button"
          className="button button-brand"
          onClick={() =>
            void installOffer()
              ?.prompt()
              .then(({ outcome }) => {
                if (outcome === "accepted") setWay("none");
              })
          }
        >
          <SquarePlus className="icon" aria-hidden />
          {t("install.act")}
        </button>
      ) : (
        <ol className="stack-tight">
          <li className="row">
            <Share className="icon" aria-hidden />
            {t("install.ios1")}
          </li>
          <li className="row">
            <SquarePlus className="icon" aria-hidden />
            {t("install.ios2")}
          </li>
          <li>{t("install.ios3")}</li>
        </ol>
      )}
    </section>
  );
}
