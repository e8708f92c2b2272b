import { useEffect, useRef, type ReactNode } from "react";

/** What a page was answered, brought into view: the form that asked may stand far below it. `of` is the answer, so that the same words said again are seen again. */
export function Said({ error, of, children }: { error?: boolean; of: unknown; children: ReactNode }) {
  const line = useRef<HTMLParagraphElement>(null);
  // Braces: browsers begin to answer a promise here, which React would take for a clean-up.
  useEffect(() => {
    void line.current?.scrollIntoView({ block: "nearest" });
  }, [of]);
  return (
    <p ref={line} className={error ? "error said" : "good said"} role={error ? "alert" : "status"}>
      {children}
    </p>
  );
}
