// Sixteen clients in a process of their own: each takes the next wish and sends it. Prints the milliseconds that all took.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const [origin, file] = process.argv.slice(2);
const wishes = JSON.parse(readFileSync(file, "utf8"));
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const send = ({ token, key, slot }) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ slot_id: slot, rider_kind: "food-rider" });
    const asked = request(
      `${origin}/api/v1/bookings`,
      {
        method: "POST",
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          "idempotency-key": key,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
        },
      },
      (answer) => {
        answer.resume();
        answer.on("end", () =>
          answer.statusCode === 201 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
let next = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: 16 }, async () => {
    while (next < wishes.length) await send(wishes[next++]);
  }),
);
process.stdout.write(String(performance.now() - began));
process.exit(0);
