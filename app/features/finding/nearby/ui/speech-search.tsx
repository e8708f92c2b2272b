import { Mic } from "lucide-react";
import { useEffect, useState, type RefObject } from "react";
import { useWords } from "#app/words/language.tsx";

/** What browsers that understand speech offer; the others have nothing of it. */
interface Recognition {
  lang: string;
  onresult: ((event: { results: { [index: number]: { [index: number]: { transcript: string } } } }) => void) | null;
  onend: (() => void) | null;
  onerror: (() => void) | null;
  start(): void;
}
const recognitionOf = () =>
  (window as unknown as { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition })
    .SpeechRecognition ??
  (window as unknown as { webkitSpeechRecognition?: new () => Recognition }).webkitSpeechRecognition;

/** Fills a search by speech and sends it, where the browser understands speech. */
export function SpeechSearch({ input }: { input: RefObject<HTMLInputElement> }) {
  const { t, language } = useWords();
  const [can, setCan] = useState(false);
  const [listening, setListening] = useState(false);
  useEffect(() => setCan(recognitionOf() !== undefined), []);
  if (!can) return null;
  const listen = () => {
    const Recogniser = recognitionOf();
    if (!Recogniser || listening) return;
    const recognition = new Recogniser();
    recognition.lang = language === "zh" ? "zh-CN" : "en-GB";
    recognition.onresult = ({ results }) => {
      const heard = results[0]?.[0]?.transcript.replace(/[。.]$/, "").trim();
      if (!heard || !input.current) return;
      input.current.value = heard.slice(0, 40);
      input.current.form?.requestSubmit();
    };
    recognition.onend = recognition.onerror = () => setListening(false);
    setListening(true);
    recognition.start();
  };
  return (
    <button type="button" className="button" onClick={listen} aria-pressed={listening}>
      <Mic className="icon" aria-hidden />
      {t(listening ? "nearby.listening" : "nearby.speak")}
    </button>
  );
}
