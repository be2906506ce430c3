/** A film of a label before a camera, as Chromium's fake capture device plays it (YUV4MPEG2), and the flags that ask for it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "uqr";
import { Random } from "../../host-tools/models/virtual-token/random.ts";

const [WIDTH, HEIGHT] = [640, 480];
const FRAMES_PER_SECOND = 10;
/** Side of the code with its white border, pixels: a label of 2 cm held a hand's breadth away. */
const SIDE = 190;
/** Brightness of desk, paper and print, and the noise of a cheap camera. */
const [DESK, PAPER, PRINT, NOISE] = [95, 205, 45, 14];
/** The label is put down, moved and turned: where its middle is and how far it is turned, degrees; undefined: not there yet. */
const POSES = [
  undefined,
  undefined,
  undefined,
  ...([
    [-160, 60, -35],
    [-90, 30, -24],
    [-20, 0, -14],
    [0, 0, -11],
    [10, -5, -9],
    [10, -5, -9],
  ] as const),
];

export interface FakeCamera {
  /** For the browser. */
  readonly args: readonly string[];
  remove(): void;
}

/** Somebody holds a label with this text in its square code before the camera, again and again; the page may use it. */
export function filmOf(text: string, side = SIDE): FakeCamera {
  const folder = mkdtempSync(join(tmpdir(), "camera-"));
  const file = join(folder, "label.y4m");
  writeFileSync(file, film(text, side));
  return {
    args: [
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${file}`,
    ],
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function film(text: string, side: number): Buffer {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const random = new Random(5);
  const colours = Buffer.alloc(WIDTH * HEIGHT * 0.5, 128);
  const parts: Buffer[] = [
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`),
  ];
  for (const pose of POSES) {
    const picture = Buffer.alloc(WIDTH * HEIGHT);
    for (let at = 0; at < picture.length; at++) {
      const light = pose === undefined ? DESK : brightness(at, pose, (x, y) => data[y]![x]!, size, side);
      picture[at] = light + Math.round((random.float() - 0.5) * 2 * NOISE);
    }
    parts.push(Buffer.from("FRAME\n"), picture, colours);
  }
  return Buffer.concat(parts);
}

/** Of one pixel: its place on the label, turned back. */
function brightness(
  at: number,
  [left, up, degrees]: readonly [number, number, number],
  isDark: (x: number, y: number) => boolean,
  size: number,
  side: number,
): number {
  const x = (at % WIDTH) - WIDTH / 2 - left;
  const y = Math.floor(at / WIDTH) - HEIGHT / 2 - up;
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const column = Math.floor(((x * cos + y * sin) / side + 0.5) * size);
  const row = Math.floor(((y * cos - x * sin) / side + 0.5) * size);
  if (column < 0 || row < 0 || column >= size || row >= size) return DESK;
  return isDark(column, row) ? PRINT : PAPER;
}
