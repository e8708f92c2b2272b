import { existsSync, readdirSync, readFileSync } from "node:fs";
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
            rollupOptions: {
              input: {
                server: "app/server.ts",
                cli: "app/process/cli.ts",
                "backup-worker": "db/backup/backup-worker.ts",
                "dispatcher-worker": "app/process/dispatcher-worker.ts",
              },
              output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
            },
          },
        }
      : undefined,
};

/** Pages of those who serve, files for tables and calendars, and the wall: no rider's phone keeps them. */
const NOT_KEPT = /^routes\/(serving|files)\//;

/** The files that every page of a rider may need, by what they name: an entry, its imports, what these load later, their styles. */
function filesForRiders(
  folder: string,
  manifest: { entry: Loaded; routes: Record<string, Loaded & { id: string }> },
): string[] {
  const wanted = new Set<string>();
  const visit = (file: string): void => {
    if (wanted.has(file) || !existsSync(join(folder, file))) return;
    // The words of those who serve are named by the entry, and are no rider's.
    if (/\/staff\.(zh|en)-/.test(file)) return;
    wanted.add(file);
    if (!/\.(js|css)$/.test(file)) return;
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, name] of text.matchAll(/["'`(](?:\.\/|\/?assets\/)([\w.~-]+\.(?:js|css))["'`)]/g))
      visit(`assets/${name}`);
  };
  for (const part of [manifest.entry, ...Object.values(manifest.routes).filter(({ id }) => !NOT_KEPT.test(id))]) {
    for (const path of [part.module, ...part.imports, ...(part.css ?? [])]) visit(path.replace(/^\//, ""));
  }
  return [...wanted].sort().map((file) => `/${file}`);
}
interface Loaded {
  module: string;
  imports: string[];
  css?: string[];
}

/** The service worker, bundled on its own once the pages and their list are there: it may not be split, and knows its build's files. */
const serviceWorker: Plugin = {
  name: "nuanyi:service-worker",
  apply: "build",
  async closeBundle() {
    if (this.environment && this.environment.name === "client") return;
    const folder = join("build", "client");
    const list = readdirSync(join(folder, "assets")).find((name) => /^manifest-.*\.js$/.test(name))!;
    const text = readFileSync(join(folder, "assets", list), "utf8");
    const manifest = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as {
      version: string;
      entry: Loaded;
      routes: Record<string, Loaded & { id: string }>;
    };
    const define = {
      BUILD: JSON.stringify(manifest.version),
      ASSETS: JSON.stringify([
        ...filesForRiders(folder, manifest),
        `/assets/${list}`,
        "/icons/icon-192.png",
        "/manifest.webmanifest",
      ]),
    };
    await bundle({
      entryPoints: ["app/worker/sw.ts"],
      outfile: join(folder, "sw.js"),
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2020",
      logLevel: "warning",
      define,
    });
  },
};

/** The parts that a first visit to Nearby needs, in two files: the frameworks, which stay the same from build to build, and ours. Forty small ones would each wait for the network. */
const firstVisit: Plugin = {
  name: "nuanyi:first-visit",
  enforce: "post",
  config: (_config, { isSsrBuild }) =>
    isSsrBuild ? undefined : { build: { rollupOptions: { output: { manualChunks: chunkOf } } } },
};

let first: Set<string> | undefined;
function chunkOf(
  id: string,
  {
    getModuleInfo,
    getModuleIds,
  }: { getModuleInfo(id: string): { importedIds: readonly string[] } | null; getModuleIds(): IterableIterator<string> },
): string | undefined {
  if (!first) {
    first = new Set();
    const visit = (one: string): void => {
      if (first!.has(one)) return;
      first!.add(one);
      getModuleInfo(one)?.importedIds.forEach(visit);
    };
    for (const one of getModuleIds()) if (FIRST.test(one)) visit(one);
  }
  if (!first.has(id) || FIRST.test(id) || id.endsWith(".css") || id.includes("?url")) return undefined;
  return /node_modules\/(?!lucide|idb)/.test(id) ? "vendor" : "first";
}
const FIRST = /app\/(entry\.client|root|routes\/rider\/finding\/nearby)\.tsx(\?__remix-build-client-route)?$/;

export default defineConfig({
  plugins: [remix(remixOptions), serverEntries, firstVisit, serviceWorker],
  // The modules of Leaflet instead of its one file: what nobody uses stays out.
  resolve: { alias: [{ find: /^leaflet$/, replacement: "leaflet/dist/leaflet-src.esm.js" }] },
  build: { assetsInlineLimit: 0, cssMinify: true, sourcemap: false, chunkSizeWarningLimit: 200 },
});
