import { ScanLine, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { readBookingCode } from "#app/platform/typed/typed-code.ts";
import { useStaffWords } from "#app/words/language.tsx";

interface Props {
  onCode: (code: string) => void;
  onTail: (tail: string) => void;
  trouble: string | null;
}

/** One field for what a rider can show or say: a code, or the last four digits of a phone; beside it the camera. */
export function FindBooking({ onCode, onTail, trouble }: Props) {
  const { t } = useStaffWords();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const [scanning, setScanning] = useState(false);
  const take = (value: string) => {
    const code = readBookingCode(value);
    const tail = /^\d{4}$/.exec(value.trim())?.[0];
    setWrong(!code && !tail);
    if (code) onCode(code);
    else if (tail) onTail(tail);
    if (code || tail) setText("");
  };
  return (
    <div className="stack">
      <form
        className="desk-find"
        onSubmit={(event) => {
          event.preventDefault();
          take(text);
        }}
      >
        <label className="unseen" htmlFor="desk-code">
          {t("desk.find")}
        </label>
        <input
          id="desk-code"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("desk.findShort")}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={20}
          aria-invalid={wrong || undefined}
          aria-describedby="desk-find-word"
        />
        <button type="button" className="button" onClick={() => setScanning(!scanning)} aria-expanded={scanning}>
          {scanning ? <X className="icon" aria-hidden /> : <ScanLine className="icon" aria-hidden />}
          {t(scanning ? "desk.scanStop" : "desk.scan")}
        </button>
      </form>
      <p id="desk-find-word" role="status" className={wrong || trouble ? "field-error small" : "unseen"}>
        {wrong ? t("desk.findWrong") : trouble}
      </p>
      {scanning ? (
        <Scanner
          onText={(value) => {
            setScanning(false);
            take(value);
          }}
        />
      ) : null}
    </div>
  );
}

/** The camera until it sees one of our codes: the browser's own decoder, or a small one of plain JavaScript. */
function Scanner({ onText }: { onText: (text: string) => void }) {
  const { t } = useStaffWords();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const seen = useRef(onText);
  seen.current = onText;
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void import("./scan-code.ts")
      .then(async ({ scanCode }) => {
        if (gone || !video.current) return;
        stop = await scanCode(video.current, (text) => {
          if (readBookingCode(text)) seen.current(text);
        });
        if (gone) stop();
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  if (failed)
    return (
      <p className="notice" role="alert">
        {t("desk.noCamera")}
      </p>
    );
  return (
    <div className="scan">
      <video ref={video} muted playsInline aria-label={t("desk.scanning")} />
    </div>
  );
}
