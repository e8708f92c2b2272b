import { writeFileSync } from "node:fs";
import encodeQR from "qr";

const WIDTH = 640;
const HEIGHT = 480;

/** Writes a film of one picture, a QR of `text`, as a camera would see it: grey, slightly off the middle; for Chromium's fake camera (y4m). */
export function filmOfQr(path: string, text: string): void {
  const modules = encodeQR(text, "raw", { border: 4 });
  const scale = Math.floor(400 / modules.length);
  const left = 90;
  const top = 30;
  const light = Buffer.alloc(WIDTH * HEIGHT, 190);
  modules.forEach((row, y) =>
    row.forEach((dark, x) => {
      for (let j = 0; j < scale; j++)
        light.fill(
          dark ? 40 : 215,
          (top + y * scale + j) * WIDTH + left + x * scale,
          (top + y * scale + j) * WIDTH + left + (x + 1) * scale,
        );
    }),
  );
  const frame = Buffer.concat([Buffer.from("FRAME\n"), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`),
      ...Array<Buffer>(5).fill(frame),
    ]),
  );
}
