/// <reference lib="webworker" />
import { parsePushPayload } from "#app/features/telling/push/push-payload.ts";
import { refreshPasses } from "#app/features/visiting/passes/passes-on-device.ts";
import { notify } from "#app/features/ground/outbox/notify-on-device.ts";
import { drainOutbox, SYNC } from "#app/features/ground/outbox/outbox-on-device.ts";
import { deviceNow } from "#app/device/server-clock.ts";
import { answerFile, answerKept, answerPage, answerPicture, answerStart, dropStart, prepare, tidy } from "./caches.ts";
import { startFor, wayOf } from "./kept-pages.ts";
import { notificationOf } from "./notification.ts";

declare const self: ServiceWorkerGlobalScope;

// A new build takes over at once: files of the build before stay, so that an open page finds its own.
self.addEventListener("install", (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  // How things are shown is part of the kept start page.
  if (request.method === "POST" && /^\/(settings|me)(\.data)?$/.test(url.pathname)) return event.waitUntil(dropStart());
  switch (wayOf({ method: request.method, path: url.pathname, navigates: request.mode === "navigate" })) {
    case "file":
      return event.respondWith(answerFile(request));
    case "picture":
      return event.respondWith(answerPicture(request));
    case "start":
      return event.respondWith(answerStart(event));
    case "page":
      return event.respondWith(answerPage(event, startFor(url.pathname, url.search)));
    case "kept-data":
      return event.respondWith(answerKept(request));
    case "network":
      return;
  }
});

// A push that shows nothing costs the site its permission: a broken one shows that there is something to see.
self.addEventListener("push", (event) => {
  const { title, options } = notificationOf(parsePushPayload(event.data?.text() ?? ""));
  // A page that sent itself a test learns that it came; the icon shows that there is something to see.
  const channel = new BroadcastChannel("nuanyi-push");
  channel.postMessage(options.tag);
  channel.close();
  event.waitUntil(
    Promise.all([
      self.registration.showNotification(title, options),
      options.tag === "test" ? undefined : self.navigator.setAppBadge?.().catch(() => undefined),
    ]),
  );
});

// Firefox drops a subscription without giving another: it is asked for again, with the key of the one before.
self.addEventListener(
  "pushsubscriptionchange" as "message",
  (
    event: ExtendableEvent & { oldSubscription?: PushSubscription | null; newSubscription?: PushSubscription | null },
  ) => {
    const key = event.oldSubscription?.options.applicationServerKey;
    event.waitUntil(
      (async () => {
        const fresh =
          event.newSubscription ??
          (key
            ? await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
            : undefined);
        if (fresh)
          await fetch("/api/v1/push-subscriptions", {
            method: "PUT",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(fresh),
          });
      })().catch(() => undefined),
    );
  },
);

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(
    (event.notification.data as { navigate?: string } | undefined)?.navigate ?? "/inbox",
    self.location.origin,
  );
  const address = target.origin === self.location.origin ? target.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((window) => new URL(window.url).pathname === target.pathname) ?? windows[0];
      if (!open) return void (await self.clients.openWindow(address));
      // A window that the browser does not let come forward is left; another opens.
      const focused = await open.focus().then(
        () => true,
        () => false,
      );
      if (!focused) return void (await self.clients.openWindow(address));
      if (open.url !== address) await open.navigate(address).catch(() => self.clients.openWindow(address));
    }),
  );
});

// The browser wakes the worker when there is network again, also with every page closed.
self.addEventListener("sync" as "message", (event: ExtendableEvent & { tag?: string }) => {
  if (event.tag !== SYNC) return;
  event.waitUntil(
    drainOutbox(deviceNow(), (news) => notify(self.registration, news)).then(async ({ news, waiting }) => {
      if (news.some(({ done }) => done)) await refreshPasses();
      // What still waits makes the browser try again later.
      if (waiting > 0) throw new Error("not everything could be sent");
    }),
  );
});
