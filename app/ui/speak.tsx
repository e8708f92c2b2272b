import { Square, Volume2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Language } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";
import { spokenText } from "./spoken-text.ts";

function speak(text: string, language: Language, ended: () => void): void {
  const words = new SpeechSynthesisUtterance(text);
  words.lang = language === "zh" ? "zh-CN" : "en-GB";
  words.rate = 0.95;
  words.onend = ended;
  words.onerror = ended;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(words);
}

/** Reads parts of the page aloud, by their place in it; a second press stops. Nothing where no voice is. */
export function SpeakButton({ parts }: { parts: string }) {
  const { t, language } = useWords();
  // Its place is kept from the start: what comes later moves what is read.
  const [can, setCan] = useState(true);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    setCan("speechSynthesis" in window);
    return () => window.speechSynthesis?.cancel();
  }, []);
  if (!can) return null;
  const press = () => {
    if (speaking) {
      window.speechSynthesis.cancel();
      return setSpeaking(false);
    }
    const found = [...document.querySelectorAll<HTMLElement>(parts)].map((one) => one.innerText);
    setSpeaking(true);
    speak(spokenText(found, language), language, () => setSpeaking(false));
  };
  return (
    <button type="button" className="button speak needs-js" onClick={press} aria-pressed={speaking}>
      {speaking ? <Square className="icon" aria-hidden /> : <Volume2 className="icon" aria-hidden />}
      {t(speaking ? "speak.stop" : "speak.read")}
    </button>
  );
}

/** Says a sentence once when it comes true while the page is open: what was true on arrival is on the screen. */
export function useSpoken(sentence: string | undefined): void {
  const { language } = useWords();
  const said = useRef<string | undefined>(sentence);
  useEffect(() => {
    if (sentence && sentence !== said.current && "speechSynthesis" in window)
      speak(sentence, language, () => undefined);
    said.current = sentence;
  }, [sentence, language]);
}
