/** Lets costly work in one after another, and whatever else waits between; answers undefined where too many stand in front already. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T> | undefined;

/** `most` may wait at once. */
export function makeTurnstile(most: number): Turnstile {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>) => {
    if (waiting >= most) return undefined;
    waiting++;
    const mine = last
      .then(() => new Promise((resolve) => setImmediate(resolve)))
      .then(work)
      .finally(() => {
        waiting--;
      });
    last = mine.catch(() => undefined);
    return mine;
  };
}
