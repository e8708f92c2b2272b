import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { watchWire } from "#app/device/wire.ts";
import { whenIdle } from "#app/device/idle.ts";
import { keepInstallOffer } from "#app/device/install-offer.ts";
import { LanguageProvider, type Catalog, type StaffCatalog } from "#app/words/language.tsx";

keepInstallOffer();

const language = document.documentElement.lang.startsWith("en") ? "en" : "zh";

// One language travels to a phone, what the first screen says before the rest.
const words: Promise<{ default: Partial<Catalog> }> =
  language === "en" ? import("#app/words/first.en.ts") : import("#app/words/first.zh.ts");
let all: Promise<unknown> | undefined;
/** Every text of riders' pages, once; a step to another page waits for it, and the worker has the file ready. */
const allWords = () =>
  (all ??= Promise.all([
    words,
    language === "en" ? import("#app/words/rest.en.ts") : import("#app/words/rest.zh.ts"),
  ]).then(
    ([first, rest]) => Object.assign(first.default, rest.default),
    () => {
      // Without network the next step asks again.
      all = undefined;
    },
  ));

// The words of those who serve, for their pages only.
const staff = {} as StaffCatalog;
const isServing = (path: string) => /^\/(staff|duty|desk|city)(\/|$)/.test(path);
const wordsFor = (path: string) =>
  Promise.all([
    allWords(),
    isServing(path) &&
      (language === "en" ? import("#app/words/staff.en.ts") : import("#app/words/staff.zh.ts")).then(
        (words) => Object.assign(staff, words.default),
        () => undefined,
      ),
  ]);

watchWire(window.__remixManifest.version, wordsFor);
adoptStyles();

void Promise.all([words, location.pathname === "/" ? undefined : wordsFor(location.pathname)]).then(
  ([{ default: catalog }]) => {
    startTransition(() => {
      hydrateRoot(
        document,
        <StrictMode>
          <LanguageProvider language={language} catalog={catalog as Catalog} staff={staff}>
            <RemixBrowser />
          </LanguageProvider>
        </StrictMode>,
      );
    });
  },
);

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
