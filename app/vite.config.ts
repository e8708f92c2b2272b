import { join } from "node:path";
import { vitePlugin as remix } from "@remix-run/dev";
import { build as bundle } from "esbuild";
import { defineConfig, type Plugin } from "vite";
import remixOptions from "../remix.config.js";

/** Our own entries beside Remix's in one graph: the process, and the command line. Remix overwrites the input, so this comes after it. */
const serverEntries: Plugin = {
  name: "nuanyi:server-entries",
  enforce: "post",
  config: (_config, { isSsrBuild }) =>
    isSsrBuild
      ? {
          build: {
            target: "node20",
            rollupOptions: { input: { server: "app/server.ts", cli: "db/cli.ts" }, output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" } },
          },
        }
      : undefined,
};

/** The service worker, bundled on its own after the pages: it may not be split. */
const serviceWorker: Plugin = {
  name: "nuanyi:service-worker",
  apply: "build",
  async closeBundle() {
    if (this.environment && this.environment.name !== "client") return;
    const outfile = join("build", "client", "sw.js");
    await bundle({ entryPoints: ["app/worker/sw.ts"], outfile, bundle: true, minify: true, format: "iife", target: "es2020", logLevel: "warning" });
  },
};

export default defineConfig({
  plugins: [remix(remixOptions), serverEntries, serviceWorker],
  build: { assetsInlineLimit: 0, sourcemap: false, chunkSizeWarningLimit: 200 },
});
