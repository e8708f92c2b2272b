// The control of the attacks: a server that remembers every address, gathers every body whole and lets a map's question hold all others up.
import { createServer } from "node:http";

const known = new Map();
const bodies = [];
createServer((req, res) => {
  if (req.url === "/healthz") return res.end("{}");
  if (req.method === "POST") {
    const chunks = [];
    bodies.push(chunks);
    return req
      .setEncoding("utf8")
      .on("data", (chunk) => chunks.push(chunk))
      .on("end", () => res.end());
  }
  if (!known.has(req.url)) known.set(req.url, Buffer.from(`${req.url}${"y".repeat(1_000)}`));
  if (req.url.includes("bbox")) for (const end = performance.now() + 60; performance.now() < end;);
  res.end("{}");
}).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("is ready"));
