/// <reference lib="webworker" />
import { parsePushPayload } from "#app/features/reminders/push-payload.ts";
import { notificationOf } from "./notification.ts";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// A push that shows nothing costs the site its permission: a broken one shows that there is something to see.
self.addEventListener("push", (event) => {
  const { title, options } = notificationOf(parsePushPayload(event.data?.text() ?? ""));
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL((event.notification.data as { navigate?: string } | undefined)?.navigate ?? "/inbox", self.location.origin);
  const address = target.origin === self.location.origin ? target.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (windows) => {
      const open = windows.find((window) => new URL(window.url).pathname === target.pathname) ?? windows[0];
      if (!open) return void (await self.clients.openWindow(address));
      await open.focus();
      if (open.url !== address) await open.navigate(address).catch(() => self.clients.openWindow(address));
    }),
  );
});
