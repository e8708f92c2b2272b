import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { NOW } from "./now.ts";
import { behind, directly, seenBehind } from "./proxy.ts";
import { ownStore } from "./store.ts";

export interface TestServer {
  origin: string;
  folder: string;
  databaseUrl: string;
  log(): string;
  process: ChildProcess;
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  setClock(now: string): Promise<void>;
  /** A fresh device's token. */
  session(): Promise<string>;
  dispose(): Promise<void>;
}

/** What `npm run serve` gives to node: flags that keep its heap in its room, and the file. */
export const serveArguments = (): string[] =>
  (JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { serve: string } }).scripts.serve
    .replace(/^exec /, "")
    .split(" ")
    .slice(1);

/** Servers that run: none outlives whoever began it, whatever becomes of the test. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The built server as a process of its own, on a port and a store of its own. `folder` shares another's store, `port` takes a stopped one's place; `fileLimitBlocks` keeps every file it writes below so many KiB. */
export async function startServer(
  options: {
    env?: Record<string, string>;
    folder?: string;
    now?: string;
    port?: number;
    build?: string;
    fileLimitBlocks?: number;
  } = {},
): Promise<TestServer> {
  const now = options.now ?? NOW;
  const store = await ownStore({
    seeded: now === NOW && (options.env?.NUANYI_SEED ?? "demo") === "demo",
    ...(options.folder && { folder: options.folder }),
  });
  const { folder, databaseUrl } = store;
  const port = options.port ?? (await freePort());
  const listens = await behind(port, freePort);
  const limit = options.fileLimitBlocks;
  // A write past the limit raises SIGXFSZ, which node leaves ignored: the write fails as on a full disk.
  const [command, args] = limit
    ? (["bash", ["-c", `ulimit -f ${limit}; trap "" XFSZ; exec "${process.execPath}" .ci/serve.mjs`]] as const)
    : ([process.execPath, [options.build ? join(options.build, "server", "server.js") : ".ci/serve.mjs"]] as const);
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      TZ: "Pacific/Chatham",
      NUANYI_TEST: "1",
      APP_NOW: now,
      ...(process.env.NUANYI_KEYS && { NUANYI_KEYS: process.env.NUANYI_KEYS }),
      NUANYI_RATE_LIMITS: "off",
      NUANYI_SEED: "demo",
      DATABASE_URL: databaseUrl,
      PORT: String(listens.port),
      LOG_LEVEL: "warn",
      ...listens.env,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stdout.on("data", (text: Buffer) => {
    log += text.toString();
  });
  child.stderr.on("data", (text: Buffer) => {
    log += text.toString();
  });
  running.add(child);
  const ended = new Promise<number | null>((resolve) =>
    child.on("exit", (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; !log.includes("is ready"); tries++) {
    if (child.exitCode !== null || tries > 600) throw new Error(`the server did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await seenBehind(origin);
  const server: TestServer = {
    origin,
    folder,
    databaseUrl,
    process: child,
    log: () => log,
    kill: async (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
    async setClock(now) {
      await fetch(`${directly(origin)}/test/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ now }),
      });
    },
    async session() {
      const response = await fetch(`${origin}/api/v1/sessions`, { method: "POST" });
      return ((await response.json()) as { token: string }).token;
    },
    async dispose() {
      if (child.exitCode === null) await server.kill("SIGKILL");
      if (!options.folder) await store.drop();
    },
  };
  return server;
}

/** The address at which the demonstration's people sign in, as the start printed it. */
export function examplesAt(server: Pick<TestServer, "log">): string {
  return /http\S+\/staff\?examples=[\w-]+/.exec(server.log())![0];
}

/** One call of the interface; `body` goes as JSON. */
export async function call(
  server: Pick<TestServer, "origin">,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await fetch(`${server.origin}/api/v1${path}`, {
    method,
    headers: {
      ...(options.token && { authorization: `Bearer ${options.token}` }),
      ...(options.body !== undefined && { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body !== undefined && {
      body: typeof options.body === "string" ? options.body : JSON.stringify(options.body),
    }),
  });
  const text = await response.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  let json: any;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}
