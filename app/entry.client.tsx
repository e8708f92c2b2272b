import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { watchWire } from "#app/device/wire.ts";
import { whenIdle } from "#app/device/idle.ts";
import { keepInstallOffer } from "#app/device/install-offer.ts";
import { LanguageProvider, type Catalog } from "#app/words/language.tsx";

keepInstallOffer();
watchWire(window.__remixManifest.version);

const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";

// One language travels to a phone, in a file of its own.
const words: Promise<{ default: Catalog }> =
  language === "en" ? import("#app/words/rider.en.ts") : import("#app/words/rider.zh.ts");

adoptStyles();

void words.then(({ default: catalog }) => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <LanguageProvider language={language} catalog={catalog}>
          <RemixBrowser />
        </LanguageProvider>
      </StrictMode>,
    );
  });
});

// What the worker keeps is fetched when nobody waits for the page any more.
if ("serviceWorker" in navigator)
  whenIdle(() => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));

/** Keeps the styles that came in the page for as long as the window lives: React may lay the document out anew, and would lose them. */
function adoptStyles(): void {
  if (!("adoptedStyleSheets" in document)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(document.querySelector("head > style")?.textContent ?? "");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
