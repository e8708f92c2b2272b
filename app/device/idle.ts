/** Does something once the page is loaded and the phone has nothing better to do. */
export function whenIdle(work: () => void): void {
  const idle = () => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 3_000 });
    else setTimeout(work, 200);
  };
  if (document.readyState === "complete") idle();
  else window.addEventListener("load", idle, { once: true });
}
