/** Reads QR codes from a camera: by the browser's own detector where it has one, else by jsQR, fetched when needed. */
export type ScanProblem = "no-camera" | "not-allowed";

export class NoScan extends Error {
  override readonly name = "NoScan";
  readonly problem: ScanProblem;

  constructor(problem: ScanProblem) {
    super(problem);
    this.problem = problem;
  }
}

type Reader = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

const EVERY_MS = 120;
/** Wider pictures take longer and show no more of a label. */
const WIDTH = 640;

export interface Scan {
  stop(): void;
}

/** Calls back with what it reads until it is stopped. Throws NoScan. */
export async function startScan(video: HTMLVideoElement, onText: (text: string) => void): Promise<Scan> {
  if (!navigator.mediaDevices) throw new NoScan("no-camera");
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 } },
      audio: false,
    });
  } catch (error) {
    throw new NoScan((error as Error).name === "NotAllowedError" ? "not-allowed" : "no-camera");
  }
  let isStopped = false;
  const scan: Scan = {
    stop() {
      isStopped = true;
      for (const track of stream.getTracks()) track.stop();
      video.srcObject = null;
    },
  };
  video.srcObject = stream;
  await video.play().catch(() => {});
  const read = (await ownReader()) ?? (await jsQrReader());
  const look = async () => {
    if (isStopped) return;
    const text = video.videoWidth > 0 ? await read(video).catch(() => undefined) : undefined;
    if (isStopped) return;
    if (text) onText(text);
    setTimeout(look, EVERY_MS);
  };
  void look();
  return scan;
}

async function ownReader(): Promise<Reader | undefined> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!own || !(await own.getSupportedFormats()).includes("qr_code")) return undefined;
  const detector = new own({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

async function jsQrReader(): Promise<Reader> {
  const { default: jsQr } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return async (video) => {
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * video.videoHeight) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return jsQr(data, width, height)?.data;
  };
}
