/** UUID of the serial port over Bluetooth (Nordic UART Service), present unless the program takes it away. */
export const UART_SERVICE = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";

/** Outcome of reading a UUID: its canonical text ("0x180f" or 36 characters), or what Espruino complains of. */
type UuidResult = { readonly uuid: string; readonly short: number | undefined } | { readonly error: string };

/** Read a UUID as Espruino does: an integer, "0x180F", "180F" or 128 bits with or without dashes. */
export function readUuid(value: unknown): UuidResult {
  if (typeof value === "number" && Number.isInteger(value)) return short(value);
  if (typeof value !== "string") return { error: "UUID not String or Integer" };
  const isShort = value.startsWith("0x") || value.length === 4;
  const digits = isShort ? value.replace(/^0x/, "") : value.replaceAll("-", "");
  const wanted = isShort ? 4 : 32;
  // Read in pairs, no further than it needs; half a pair is no hex, but any letter is (quirk of 2v29).
  const read = digits.slice(0, wanted);
  if (!/^([0-9a-zA-Z]{2})*$/.test(read)) {
    return { error: "UUID string should only contain hex characters and dashes" };
  }
  if (digits.length !== wanted) return { error: "UUID not the right length (16 or 2 bytes)" };
  if (!/^[0-9a-fA-F]*$/.test(digits)) return { error: "BLE device error adding UUID" };
  if (isShort) return short(Number.parseInt(digits, 16));
  const d = digits.toLowerCase();
  const uuid = [d.slice(0, 8), d.slice(8, 12), d.slice(12, 16), d.slice(16, 20), d.slice(20)].join("-");
  return { uuid, short: undefined };
}

/** A UUID that is the key of an object: what looks like a whole number is one to Espruino (0x180F is the key "6159"). */
export function readUuidKey(key: string): UuidResult {
  return /^(0|[1-9][0-9]*)$/.test(key) ? short(Number(key)) : readUuid(key);
}

function short(value: number): UuidResult {
  if (value < 0 || value > 0xffff) return { error: "UUID Integer out of range" };
  return { uuid: `0x${value.toString(16).padStart(4, "0")}`, short: value };
}

/** Bytes of a 128-bit UUID as they go over the air, least significant first. */
export function uuidBytes(uuid: string): Uint8Array {
  return Uint8Array.from(Buffer.from(uuid.replaceAll("-", ""), "hex")).reverse();
}
