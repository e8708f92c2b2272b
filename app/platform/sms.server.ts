import { appendFile, chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** `key` is the same for every try of one message, so that a gateway can drop a second. */
export interface SmsMessage {
  phone: string;
  text: string;
  key: string;
}

/** One gateway; `send` resolves when it has taken the message and rejects when it has not. */
export interface Sms {
  send(message: SmsMessage): Promise<void>;
}

/** Posts JSON `{phone, text, key}` to a gateway; 2xx means taken. Ten seconds at most. */
export function httpSms(url: string): Sms {
  return {
    async send(message) {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(10_000),
        headers: { "content-type": "application/json", "idempotency-key": message.key },
        body: JSON.stringify(message),
      });
      if (!response.ok) throw new Error(`sms gateway: status ${response.status}`);
    },
  };
}

/** The last messages that the file keeps. */
const KEPT_LINES = 100;

/** The default, for trying out: a line of JSON a message, the last hundred, in a file that only its owner reads. */
export function fileSms(folder: string): Sms {
  const file = join(folder, "sms.jsonl");
  return {
    async send(message) {
      await mkdir(folder, { recursive: true });
      await appendFile(file, `${JSON.stringify(message)}\n`, { mode: 0o600 });
      await chmod(file, 0o600);
      const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
      if (lines.length > 2 * KEPT_LINES)
        await writeFile(file, `${lines.slice(-KEPT_LINES).join("\n")}\n`, { mode: 0o600 });
    },
  };
}
