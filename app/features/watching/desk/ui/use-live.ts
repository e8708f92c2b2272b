import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** Milliseconds until a stream that was refused is asked for again. */
const REOPEN = 5000;

/** Asks the page again whenever something happens at a point, and every so many milliseconds where told; `lost` while the stream is broken. */
export function useLive(pointId: string, every?: number): { lost: boolean } {
  const revalidator = useRevalidator();
  const [lost, setLost] = useState(false);
  const ask = useRef(revalidator.revalidate);
  ask.current = revalidator.revalidate;
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    // Many things in one moment are asked for once.
    const soon = () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        if (navigator.onLine) ask.current();
      }, 150);
    };
    let stream: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      stream = new EventSource(`/api/v1/points/${pointId}/events`);
      stream.onmessage = soon;
      stream.onopen = () =>
        setLost((was) => {
          if (was) soon();
          return false;
        });
      stream.onerror = () => {
        setLost(true);
        // A browser comes back by itself after a cut, but not after an answer that was no stream.
        if (stream.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN);
      };
    };
    open();
    const timer = every
      ? setInterval(() => {
          if (document.visibilityState === "visible" && stream.readyState === EventSource.OPEN) soon();
        }, every)
      : undefined;
    return () => {
      clearInterval(timer);
      clearTimeout(waiting);
      clearTimeout(reopening);
      stream.close();
    };
  }, [pointId, every]);
  return { lost };
}
