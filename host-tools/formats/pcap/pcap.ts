/**
 * Capture files of Bluetooth LE packets with a receiver's notes: pcap with microseconds, link type 256,
 * LINKTYPE_BLUETOOTH_LE_LL_WITH_PHDR (tcpdump.org/linktypes). Packets: Core Spec 5.4 Vol 6 Part B §2.1, §2.3.
 */

const LINK_TYPE = 256;
const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MOST_BYTES = 65_535;
/** RF channel of the advertising channels 37, 38 and 39: k means 2402 + 2k MHz. */
const RF_CHANNEL = [0, 12, 39] as const;
const ADVERTISING_ACCESS_ADDRESS = 0x8e89bed6;
/** Dewhitened; signal power, reference access address valid; CRC checked and valid. */
const FLAGS = 0x0001 | 0x0002 | 0x0010 | 0x0400 | 0x0800;
const RECORD_HEADER = 16;
const NOTES = 10;
const ADDRESS_BYTES = 6;
const CRC_BYTES = 3;

export const ADV_IND = 0;
export const ADV_NONCONN_IND = 2;

/** One packet on one advertising channel as a receiver heard it. */
export interface HeardPacket {
  /** World ms of its first bit. */
  readonly at: number;
  /** 0, 1, 2 for the channels 37, 38, 39. */
  readonly channel: 0 | 1 | 2;
  readonly rssi: number;
  readonly pduType: number;
  /** "aa:bb:cc:dd:ee:ff random"; without the second word public. */
  readonly address: string;
  readonly data: Uint8Array;
}

/** The 24 bytes that a file begins with. */
export function pcapHeader(): Uint8Array {
  const bytes = new Uint8Array(24);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC_MICROSECONDS, true);
  view.setUint16(4, 2, true);
  view.setUint16(6, 4, true);
  view.setUint32(16, MOST_BYTES, true);
  view.setUint32(20, LINK_TYPE, true);
  return bytes;
}

/** A packet with the record header before it. */
export function pcapRecord(packet: HeardPacket): Uint8Array {
  const { at, channel, rssi, data } = packet;
  const pduBytes = 2 + ADDRESS_BYTES + data.length;
  const length = NOTES + 4 + pduBytes + CRC_BYTES;
  const bytes = new Uint8Array(RECORD_HEADER + length);
  const view = new DataView(bytes.buffer);
  const microseconds = Math.round(at * 1000);
  view.setUint32(0, Math.floor(microseconds / 1e6), true);
  view.setUint32(4, microseconds % 1e6, true);
  view.setUint32(8, length, true);
  view.setUint32(12, length, true);
  view.setUint8(RECORD_HEADER, RF_CHANNEL[channel]);
  view.setInt8(RECORD_HEADER + 1, Math.max(-128, Math.min(127, Math.round(rssi))));
  view.setUint32(RECORD_HEADER + 4, ADVERTISING_ACCESS_ADDRESS, true);
  view.setUint16(RECORD_HEADER + 8, FLAGS, true);
  const access = RECORD_HEADER + NOTES;
  view.setUint32(access, ADVERTISING_ACCESS_ADDRESS, true);
  const pdu = bytes.subarray(access + 4, access + 4 + pduBytes);
  writePdu(pdu, packet);
  const crc = crc24(pdu);
  for (let i = 0; i < CRC_BYTES; i++) bytes[access + 4 + pduBytes + i] = crc >>> (8 * i);
  return bytes;
}

function writePdu(pdu: Uint8Array, { pduType, address, data }: HeardPacket): void {
  const [digits = "", type = "public"] = address.split(" ");
  pdu[0] = pduType | (type === "public" ? 0 : 0x40);
  pdu[1] = ADDRESS_BYTES + data.length;
  // The lowest byte goes first.
  const bytes = digits.split(":").map((byte) => Number.parseInt(byte, 16));
  pdu.set(bytes.reverse(), 2);
  pdu.set(data, 2 + ADDRESS_BYTES);
}

/** CRC of an advertising PDU (Vol 6 Part B §3.1.1), its first bit on the air in bit 0. */
function crc24(pdu: Uint8Array): number {
  // 0x555555 and the polynomial x^24 + x^10 + x^9 + x^6 + x^4 + x^3 + x + 1, both with their bits in reverse.
  let crc = 0xaaaaaa;
  for (const byte of pdu) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xda6000 : crc >>> 1;
  }
  return crc;
}
