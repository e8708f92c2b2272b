import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Proxies in front of every server of a run: as `.ci/deploy` has them, and nginx as it comes, with one line. */
export const PROXIES = ["nginx", "nginx-bare", "caddy", "haproxy"] as const;
export type Proxy = (typeof PROXIES)[number];

/** Proxies that run: none outlives whoever began it. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Ports that visitors know, and what stands behind each. */
const inner = new Map<number, number>();

/** Where a server itself listens, whatever stands before it: what its test switches want. */
export function directly(origin: string): string {
  const url = new URL(origin);
  const port = inner.get(Number(url.port));
  if (port !== undefined) url.port = String(port);
  return url.origin;
}

const written = (file: string): string => readFileSync(join(".ci", "deploy", file), "utf8");

/** What a proxy is started with. Of a configuration that is shipped only addresses and TLS are changed, and how long it waits for a server that is gone. */
function commandOf(proxy: Proxy, port: number, to: number, folder: string): [string, string[]] {
  const target = `127.0.0.1:${to}`;
  const keep = (file: string, text: string): string => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  };
  if (proxy === "caddy") {
    const site = written("Caddyfile")
      .replace("{$DOMAIN}", `http://127.0.0.1:${port}, http://localhost:${port}`)
      .replace("app-1:3000 app-2:3000", target)
      .replace("health_interval 3s", "health_interval 300ms")
      .replace("lb_try_duration 5s", "lb_try_duration 500ms");
    return ["caddy", ["run", "--adapter", "caddyfile", "--config", keep("Caddyfile", `{\n\tadmin off\n}\n${site}`)]];
  }
  if (proxy === "haproxy") {
    return [
      "haproxy",
      [
        "-f",
        keep(
          "haproxy.cfg",
          written("haproxy.cfg")
            .replace(/bind :443.*/, `bind 127.0.0.1:${port}`)
            .replace("set-header X-Forwarded-Proto https", "set-header X-Forwarded-Proto http")
            .replace("127.0.0.1:3000", target)
            .replace("inter 3s", "inter 300ms"),
        ),
      ],
    ];
  }
  const site =
    proxy === "nginx-bare"
      ? `server { listen 127.0.0.1:${port}; location / { proxy_pass http://${target}; } }`
      : written("nginx.conf")
          .replace("listen 443 ssl http2;", `listen 127.0.0.1:${port};`)
          .replace(/\n\tssl_\w+ .*/g, "")
          .replace("127.0.0.1:3000", target);
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name), { recursive: true });
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${join(folder, name.replace("client_", ""))};`)
    .join(" ");
  return [
    "nginx",
    [
      "-p",
      folder,
      "-c",
      keep(
        "nginx.conf",
        `daemon off; pid ${join(folder, "pid")}; error_log stderr error; user root; events {}\nhttp { access_log off; ${temporary} include /etc/nginx/mime.types;\n${site}\n}`,
      ),
    ],
  ];
}

/** With `NUANYI_TEST_PROXY` a server stands behind that proxy: the port that it listens on in its place, and what it is told of it. */
export async function behind(
  port: number,
  freePort: () => Promise<number>,
): Promise<{ port: number; env: Record<string, string> }> {
  const proxy = process.env.NUANYI_TEST_PROXY as Proxy | undefined;
  if (!proxy) return { port, env: {} };
  const to = inner.get(port) ?? (await freePort());
  if (!inner.has(port)) {
    inner.set(port, to);
    const [command, args] = commandOf(proxy, port, to, mkdtempSync(join(tmpdir(), `nuanyi-${proxy}-`)));
    const child = spawn(command, args, { stdio: "ignore" });
    running.add(child);
    await new Promise<void>((resolve, reject) => {
      child.once("error", reject).once("exit", (code) => reject(new Error(`${command} ended with ${code}`)));
      setTimeout(resolve, 500);
    });
  }
  return {
    port: to,
    env: { PUBLIC_ORIGIN: `http://127.0.0.1:${port}`, ...(proxy !== "nginx-bare" && { TRUSTED_PROXIES: "1" }) },
  };
}

/** Waits until a proxy has seen that the server behind it is there. */
export async function seenBehind(origin: string): Promise<void> {
  if (!process.env.NUANYI_TEST_PROXY) return;
  for (
    let tries = 0;
    tries < 200 &&
    !(await fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    ));
    tries++
  )
    await new Promise((resolve) => setTimeout(resolve, 50));
}
