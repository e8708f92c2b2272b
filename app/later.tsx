import { useEffect } from "react";
import { useKeptPasses } from "#app/features/visiting/passes/ui/use-kept-passes.ts";
import { OutboxStrip } from "#app/features/ground/outbox/ui/outbox-list.tsx";
import { useDrain } from "#app/features/ground/outbox/ui/drain-here.ts";
import { renewPush } from "#app/features/telling/push/browser-push.ts";

export interface LaterProps {
  /** Whether a rider is known in this browser. */
  known: boolean;
  push: { wanted: boolean; kept: boolean; key: string } | null;
  unread: number;
  /** Pages of those who serve show no rider's outbox. */
  bare: boolean;
  /** Whether the page that this window began with was kept: what it says of push and messages is old. */
  old: boolean;
}

/** What every page does once it is there and nobody waits for it: sends the outbox, keeps passes, renews push, counts on the icon. */
export default function Later({ known, push, unread, bare, old }: LaterProps) {
  useDrain();
  useKeptPasses(known);
  useEffect(() => {
    if (push?.wanted && !old) void renewPush(push.key, push.kept);
  }, [push, old]);
  useEffect(() => {
    if (!old) void (unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.())?.catch(() => undefined);
  }, [unread, old]);
  return bare ? null : <OutboxStrip />;
}
