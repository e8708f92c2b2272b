import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

/** A Remix page with nothing on it: what the framework costs before a line of ours. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    remix({
      appDirectory: "app",
      future: { v3_fetcherPersist: true, v3_relativeSplatPath: true, v3_throwAbortReason: true, v3_singleFetch: true },
    }),
  ],
  build: { assetsInlineLimit: 0 },
});
