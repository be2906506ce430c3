/** CRC-32 (polynomial 0xEDB88320, as zlib and Espruino's E.CRC32), for hosts: the token calls E.CRC32. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

export function crc32(message: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of message) remainder = (remainder >>> 8) ^ TABLE[(remainder ^ byte) & 0xff]!;
  return ~remainder >>> 0;
}
