interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

/** The browser's own reader of QR codes, where it has one that works. */
async function ownDetector(): Promise<Detector | undefined> {
  const Known = (
    window as {
      BarcodeDetector?: { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };
    }
  ).BarcodeDetector;
  if (!Known || !(await Known.getSupportedFormats().catch((): string[] => [])).includes("qr_code")) return undefined;
  return new Known({ formats: ["qr_code"] });
}

/** Pixels along the longer side of what is decoded: enough for a phone's screen, quick on an old tablet. */
const SIDE = 640;
/** Milliseconds between looks. */
const PAUSE = 120;

/** Shows the rear camera in `video` and calls `found` with every QR text that it sees; answers how to stop. Rejects without camera or leave. */
export async function scanCode(video: HTMLVideoElement, found: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 } },
    audio: false,
  });
  video.srcObject = stream;
  await video.play();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const detector = await ownDetector();
  const look = detector ? async () => (await detector.detect(video))[0]?.rawValue : await plainLook(video);
  const next = async () => {
    if (stopped) return;
    const text = video.readyState >= 2 ? await look().catch(() => undefined) : undefined;
    if (text && !stopped) found(text);
    if (!stopped) timer = setTimeout(() => void next(), PAUSE);
  };
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

async function plainLook(video: HTMLVideoElement): Promise<() => Promise<string | undefined>> {
  const { decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    if (!context || video.videoWidth === 0) return undefined;
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return decodeQR({ width, height, data });
  };
}
