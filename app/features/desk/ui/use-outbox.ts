import { useCallback, useEffect, useRef, useState } from "react";
import { drain, post, readOutbox, writeOutbox, type Unsent } from "../outbox.ts";

const RETRY = 5_000;

/** The outbox of a point on this device: what is pressed is sent at once where it can be, else kept and sent later, once. */
export function useOutbox(pointId: string, onSent: () => void): { list: Unsent[]; put: (one: Unsent) => Promise<void>; drop: (id: string) => void } {
  const [list, setList] = useState<Unsent[]>([]);
  const sent = useRef(onSent);
  sent.current = onSent;

  const work = useCallback(async () => {
    const run = async () => {
      const before = readOutbox(pointId);
      if (before.length === 0) return setList([]);
      const left = await drain(before, (one) => post(pointId, one));
      // What was pressed meanwhile stands behind; what was taken back meanwhile is gone.
      const stored = readOutbox(pointId);
      const known = new Set(before.map(({ id }) => id));
      const now = [...left.filter((one) => stored.some(({ id }) => id === one.id)), ...stored.filter(({ id }) => !known.has(id))];
      writeOutbox(pointId, now);
      setList(now);
      if (now.length < before.length) sent.current();
    };
    // Two pages of one tablet must not send the same: the lock lets one at a time.
    if ("locks" in navigator) await navigator.locks.request(`nuanyi-outbox-${pointId}`, run);
    else await run();
  }, [pointId]);

  useEffect(() => {
    setList(readOutbox(pointId));
    void work();
    const again = () => void work();
    const timer = setInterval(() => { if (readOutbox(pointId).some(({ refused }) => !refused)) again(); }, RETRY);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [pointId, work]);

  const put = useCallback(async (one: Unsent) => {
    const next = [...readOutbox(pointId), one];
    writeOutbox(pointId, next);
    setList(next);
    await work();
  }, [pointId, work]);

  const drop = useCallback((id: string) => {
    const next = readOutbox(pointId).filter((one) => one.id !== id);
    writeOutbox(pointId, next);
    setList(next);
  }, [pointId]);

  return { list, put, drop };
}
