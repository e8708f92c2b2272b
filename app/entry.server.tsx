import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import en from "#app/words/rider.en.ts";
import zh from "#app/words/rider.zh.ts";
import staffEn from "#app/words/staff.en.ts";
import staffZh from "#app/words/staff.zh.ts";
import { withoutSecret } from "#app/platform/log.server.ts";
import { isStoreFault } from "#app/asking/store-fault.server.ts";
import { wholePage } from "#app/asking/whole-page.server.ts";
import { LanguageProvider } from "#app/words/language.tsx";

const TIMEOUT = 5_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { app, visit }: AppLoadContext,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const ready = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";
    let code = visit.storeFault ? 503 : status;
    const { pipe, abort } = renderToPipeableStream(
      <LanguageProvider
        language={visit.language}
        catalog={visit.language === "zh" ? zh : en}
        staff={visit.language === "zh" ? staffZh : staffEn}
        nonce={visit.nonce}
      >
        <RemixServer context={remixContext} url={request.url} nonce={visit.nonce} abortDelay={TIMEOUT} />
      </LanguageProvider>,
      {
        nonce: visit.nonce,
        [ready]() {
          const whole = wholePage();
          const body = new PassThrough();
          headers.set("content-type", "text/html; charset=utf-8");
          headers.set("content-language", visit.language === "zh" ? "zh-CN" : "en");
          headers.append("vary", "Accept-Language, Cookie");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
          pipe(whole);
          whole.pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          code = 500;
          app.log.error({ err: error }, "a page failed while it was drawn");
        },
      },
    );
    setTimeout(abort, TIMEOUT + 1000).unref();
  });
}

/** Errors of loaders and actions: ours go to the log, a visitor's stay out of it. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }): void {
  // A wrong address or method is the visitor's, and said to them.
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const expected = isStoreFault(error);
  context.visit.storeFault ||= expected;
  context.app.log[expected ? "warn" : "error"](
    { err: error, path: withoutSecret(new URL(request.url).pathname) },
    "a page could not be answered",
  );
}
