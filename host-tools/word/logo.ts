/** A unit's logo: PNG or JPEG, told by its bytes and not by its file's name. */

export const LOGO_BYTES = 2 * 1024 * 1024;
/** A side that is longer is a photograph, or meant to fill the memory of who draws it. */
export const LOGO_PIXELS = 4000;

interface Picture {
  readonly kind: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
}

/** Kind and size, or undefined for what is no whole picture of these kinds. */
export function pictureIn(bytes: Uint8Array): Picture | undefined {
  return pngIn(bytes) ?? jpegIn(bytes);
}

export function isPicture(bytes: Uint8Array): boolean {
  const { width, height } = pictureIn(bytes) ?? { width: 0, height: 0 };
  return Math.min(width, height) > 0 && Math.max(width, height) <= LOGO_PIXELS;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, name and check of the chunk that ends a picture. */
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

const hasAt = (bytes: Uint8Array, at: number, wanted: readonly number[]) =>
  wanted.every((byte, i) => bytes[at + i] === byte);

function pngIn(bytes: Uint8Array): Picture | undefined {
  if (!hasAt(bytes, 0, PNG) || !hasAt(bytes, bytes.length - PNG_END.length, PNG_END)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length < 45
    ? undefined
    : { kind: "png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Start of frame: all of 0xc0–0xcf but tables of codes (c4, cc) and what is reserved (c8). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegIn(bytes: Uint8Array): Picture | undefined {
  if (!hasAt(bytes, 0, [0xff, 0xd8]) || !hasAt(bytes, bytes.length - 2, [0xff, 0xd9])) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2))
    if (isFrame(bytes[at + 1]!))
      return { kind: "jpeg", width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  return undefined;
}
