/** What Chromium hands over so that a page can offer to be installed. */
export interface InstallOffer extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** Told when the browser has an offer. */
export const INSTALLABLE = "nuanyi:installable";

let offer: InstallOffer | undefined;

/** The browser's offer, if it made one. */
export const installOffer = (): InstallOffer | undefined => offer;

/** Keeps the browser's offer until the reader asks for it: it comes once, long before, and never asks by itself. */
export function keepInstallOffer(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallOffer;
    window.dispatchEvent(new Event(INSTALLABLE));
  });
  window.addEventListener("appinstalled", () => {
    offer = undefined;
  });
}
