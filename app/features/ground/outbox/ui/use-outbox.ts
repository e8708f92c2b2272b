import { useCallback, useEffect, useRef, useState } from "react";
import { isWaiting, type Unsent } from "#app/features/ground/outbox/outbox.ts";
import { dropUnsent, onOutboxChanged, putUnsent, readOutbox } from "#app/features/ground/outbox/outbox-on-device.ts";
import { drainHere } from "./drain-here.ts";

/** The entries of one owner on this device, as they change. */
export function useOutboxOf(owner: string): Unsent[] {
  const [list, setList] = useState<Unsent[]>([]);
  useEffect(() => {
    let gone = false;
    const read = () =>
      void readOutbox().then((all) => {
        if (!gone) setList(all.filter((one) => one.owner === owner));
      });
    read();
    const stop = onOutboxChanged(read);
    return () => {
      gone = true;
      stop();
    };
  }, [owner]);
  return list;
}

/** The outbox of a point's desk: what is pressed is sent at once where it can be, else kept and sent later, once. */
export function useOutbox(
  owner: string,
  onSent: () => void,
): { list: Unsent[]; put: (one: Unsent) => Promise<void>; drop: (id: string) => void } {
  const list = useOutboxOf(owner);
  const sent = useRef(onSent);
  sent.current = onSent;
  const before = useRef(0);
  // The drain that runs everywhere tells no page by name: fewer waiting means that something went out.
  useEffect(() => {
    const waiting = list.filter(isWaiting).length;
    if (waiting < before.current) sent.current();
    before.current = waiting;
  }, [list]);
  const put = useCallback(async (one: Unsent) => {
    before.current += 1;
    await putUnsent(one);
    await drainHere();
  }, []);
  return { list, put, drop: (id) => void dropUnsent(id) };
}
