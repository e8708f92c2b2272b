import { Transform } from "node:stream";

const END = Buffer.from("</body></html>");

/** Bytes at the end of `data` that may be the beginning of the page's end. */
function beginningOfEnd(data: Buffer): number {
  for (let length = Math.min(END.length - 1, data.length); length > 0; length--) {
    if (data.subarray(data.length - length).equals(END.subarray(0, length))) return length;
  }
  return 0;
}

/**
 * A page as React 18 streams it, made whole: React flushes its buffer of 2,048 bytes with what is left of it, NUL bytes, when a
 * letter of three bytes does not fit (react#24985, mended in no 18.x), and writes scripts behind the page's end. No NUL goes
 * out, and the end comes last.
 */
export function wholePage(): Transform {
  let kept: Buffer = Buffer.alloc(0);
  let ended = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const clean = chunk.includes(0) ? Buffer.from(chunk.filter((byte) => byte !== 0)) : chunk;
      let data = kept.length > 0 ? Buffer.concat([kept, clean]) : clean;
      for (let at; (at = data.indexOf(END)) !== -1;) {
        ended = true;
        data = Buffer.concat([data.subarray(0, at), data.subarray(at + END.length)]);
      }
      const keep = beginningOfEnd(data);
      kept = Buffer.from(data.subarray(data.length - keep));
      done(null, data.subarray(0, data.length - keep));
    },
    flush(done) {
      this.push(kept);
      done(null, ended ? END : Buffer.alloc(0));
    },
  });
}
