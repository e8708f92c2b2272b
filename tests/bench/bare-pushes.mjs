// What pushes cost at least: each encrypted, signed and posted by web-push, fifty on their way at once, and nothing else. Prints the milliseconds that all took.
import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import webpush from "web-push";

const [origin, caFile, count, p256dh, auth] = process.argv.slice(2);
const agent = new Agent({ ca: readFileSync(caFile), keepAlive: true });
const { publicKey, privateKey } = webpush.generateVAPIDKeys();
const payload = JSON.stringify({
  web_push: 8030,
  notification: {
    title: "11:00 到骑手门诊 · 武汉市第四医院",
    body: "一小时后，武汉市第四医院。到了出示预约码。",
    navigate: `${origin}/bookings/${"0".repeat(36)}`,
    tag: "0".repeat(32),
    lang: "zh-CN",
  },
});
const options = {
  TTL: 3600,
  topic: "0".repeat(32),
  urgency: "high",
  timeout: 10_000,
  agent,
  vapidDetails: { subject: "mailto:ops@example.org", publicKey, privateKey },
};
let next = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: 50 }, async () => {
    while (next < Number(count))
      await webpush.sendNotification({ endpoint: `${origin}/${next++}`, keys: { p256dh, auth } }, payload, options);
  }),
);
process.stdout.write(String(performance.now() - began));
process.exit(0);
