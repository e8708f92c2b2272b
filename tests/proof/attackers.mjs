// Strangers who would stop a server on this machine, as a process of their own: `node attackers.mjs KIND ORIGIN SECONDS`. They stop by themselves.
import { Agent, request } from "node:http";
import { connect } from "node:net";

const [kind, origin, seconds] = process.argv.slice(2);
const { hostname, port } = new URL(origin);
if (!/^127\./.test(hostname)) throw new Error("only this machine's loopback is ever attacked");
const until = performance.now() + Number(seconds) * 1000;
const going = () => performance.now() < until;
const tally = { sent: 0, answered: 0, refused: 0, failed: 0 };
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Searches whose addresses are long and never the same. */
async function addresses() {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const long = "x".repeat(14_000);
  const one = (n) =>
    new Promise((resolve) => {
      tally.sent++;
      const ask = request(
        { agent, hostname, port, path: `/api/v1/points?near=0.000,${(n % 1000) / 1000}&radius=1&x=${long}${n}` },
        (answer) => {
          tally[answer.statusCode < 400 ? "answered" : "refused"]++;
          answer.resume().on("end", resolve).on("error", resolve);
        },
      );
      ask.on("error", () => {
        tally.failed++;
        resolve();
      });
      ask.end();
    });
  let n = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (going()) await one(n++);
    }),
  );
  agent.destroy();
}

/** Bodies of which the last byte never comes, on as many connections as are taken; each that is closed is opened again. */
async function unfinished(connections = 2_000) {
  const PATHS = ["/api/v1/sessions", "/settings", "/api/v1/bookings", "/me"];
  const one = async (n) => {
    while (going()) {
      const path = PATHS[n % PATHS.length];
      const type = path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
      await new Promise((resolve) => {
        tally.sent++;
        const socket = connect({ host: hostname, port: Number(port) });
        const size = path.startsWith("/api") ? 8_000 : 64_000;
        socket.on("connect", () =>
          socket.write(
            `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: ${type}\r\nContent-Length: ${size + 1}\r\n\r\n${"x".repeat(size)}`,
          ),
        );
        socket.on("data", (text) => {
          tally[/^HTTP\/1.1 (408|413|503)/.test(String(text)) ? "refused" : "answered"]++;
        });
        socket.on("error", () => {
          tally.failed++;
        });
        socket.on("close", resolve);
        setTimeout(() => socket.destroy(), Math.max(0, until - performance.now()) + 100);
      });
      await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, n) => one(n)));
}

/** Maps of the world in the finest zoom, and of a city in every zoom, thirty at once. */
async function boxes() {
  const agent = new Agent({ keepAlive: true, maxSockets: 30 });
  const one = (n) =>
    new Promise((resolve) => {
      tally.sent++;
      const zoom = 3 + (n % 20);
      const half = (360 / 2 ** zoom) * 15.9;
      const [lng, lat] = [114.3 + (n % 97) / 10_000, 30.58 + (n % 89) / 10_000];
      const wide = n % 3 === 0;
      const box = wide
        ? [-180, -90, 180, 90]
        : [Math.max(-180, lng - half), Math.max(-90, lat - half), Math.min(180, lng + half), Math.min(90, lat + half)];
      const ask = request(
        { agent, hostname, port, path: `/api/v1/points?bbox=${box.join(",")}&zoom=${wide ? 22 : zoom}` },
        (answer) => {
          tally[answer.statusCode < 400 ? "answered" : "refused"]++;
          answer.resume().on("end", resolve).on("error", resolve);
        },
      );
      ask.on("error", () => {
        tally.failed++;
        resolve();
      });
      ask.end();
    });
  let n = 0;
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      while (going()) await one(n++);
    }),
  );
  agent.destroy();
}

await { addresses, unfinished, boxes }[kind]();
console.log(JSON.stringify(tally));
process.exit(0);
