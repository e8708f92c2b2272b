import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a push service behaves. */
export type Behaviour = "takes" | "gone" | "busy-first" | "fails-half" | "silent" | "slow";

export interface PushServices {
  /** Where to subscribe at each. */
  origins: Record<Behaviour, string>;
  hosts: string;
  caFile: string;
  /** Topics that each device was shown, by how often: a browser shows one tag once. */
  shown: Map<string, Map<string, number>>;
  /** One body as it came, to be opened by the browser's key. */
  sample: Buffer | undefined;
  /** Who the sender said to be. */
  signature: string;
  posts: number;
  close(): void;
}

/** A certificate of this machine that nobody else trusts. */
export function makeCertificate(folder: string): { keyFile: string; caFile: string } {
  const [keyFile, caFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = spawnSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-keyout",
      keyFile,
      "-out",
      caFile,
      "-days",
      "2",
      "-subj",
      "/CN=127.0.0.1",
      "-addext",
      "subjectAltName=IP:127.0.0.1",
    ],
    { encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  return { keyFile, caFile };
}

/** Push services of this machine over TLS, each with a temper of its own. A device is the last part of its endpoint. */
export async function startPushServices(): Promise<PushServices> {
  const folder = mkdtempSync(join(tmpdir(), "nuanyi-push-"));
  const { keyFile, caFile } = makeCertificate(folder);
  const tls = { key: readFileSync(keyFile), cert: readFileSync(caFile) };
  const began = performance.now();
  const services: PushServices = {
    origins: {} as PushServices["origins"],
    hosts: "",
    caFile,
    shown: new Map(),
    sample: undefined,
    signature: "",
    posts: 0,
    close: () => undefined,
  };
  const answers: Record<
    Behaviour,
    (n: number) => { status: number; wait?: number; headers?: Record<string, string> } | undefined
  > = {
    takes: () => ({ status: 201 }),
    gone: () => ({ status: 410 }),
    "busy-first": () =>
      performance.now() - began < 4000 ? { status: 429, headers: { "retry-after": "2" } } : { status: 201 },
    "fails-half": (n) => ({ status: n % 2 ? 500 : 201 }),
    silent: () => undefined,
    slow: () => ({ status: 201, wait: 1500 }),
  };
  const running: Server[] = [];
  for (const behaviour of Object.keys(answers) as Behaviour[]) {
    let n = 0;
    const server = createServer(tls, (req, res) => {
      services.posts++;
      const body: Buffer[] = [];
      req.on("data", (more: Buffer) => body.push(more));
      req.on("end", () => {
        const answer = answers[behaviour](n++);
        if (!answer) return;
        setTimeout(() => {
          if (answer.status === 201) {
            services.sample ??= Buffer.concat(body);
            services.signature ||= `${services.origins[behaviour]} ${req.headers.authorization ?? ""}`;
            const [device, topic] = [req.url!.slice(1), String(req.headers.topic)];
            const topics = services.shown.get(device) ?? new Map<string, number>();
            services.shown.set(device, topics.set(topic, (topics.get(topic) ?? 0) + 1));
          }
          res.writeHead(answer.status, answer.headers).end();
        }, answer.wait ?? 0);
      });
    });
    server.on("clientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push(server);
    services.origins[behaviour] = `https://127.0.0.1:${(server.address() as { port: number }).port}`;
  }
  services.hosts = Object.values(services.origins)
    .map((origin) => new URL(origin).host)
    .join(",");
  services.close = () => {
    for (const server of running) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(folder, { recursive: true, force: true });
  };
  return services;
}
