/** A token in a thief's hands: everything that flash and RAM hold is tried as a key. */

import { sameBytes } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { committedBytes, PAGE_BYTES, PAGE_FRAMES } from "../../../protocol/page.ts";
import { openPage } from "../../../protocol/page-reader.ts";
import { chainLink, chainMac, SLICE_BYTES } from "../../../protocol/seal.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { Device } from "../../models/virtual-token/device.ts";
import type { LogReader, LogView } from "./log-view.ts";

/** Runs in the token's own context: every array and string that can be reached from its globals, as hexadecimal text. */
const EVERYTHING = `(function (root) {
  var seen = [], found = [];
  function hex(bytes) { var s = ""; for (var i = 0; i < bytes.length; i++) s += (256 + bytes[i]).toString(16).slice(1); return s; }
  function look(value, depth) {
    if (typeof value === "string") {
      var codes = [];
      for (var i = 0; i < value.length; i++) codes.push(value.charCodeAt(i) & 255);
      found.push(hex(codes));
      return;
    }
    if (value === null || (typeof value !== "object" && typeof value !== "function") || depth > 12) return;
    if (seen.indexOf(value) >= 0) return;
    seen.push(value);
    try { if (value.buffer instanceof ArrayBuffer) value = value.buffer; } catch (e) {}
    if (value instanceof ArrayBuffer) { found.push(hex(new Uint8Array(value))); return; }
    Object.getOwnPropertyNames(value).forEach(function (name) {
      var inner;
      try { inner = value[name]; } catch (e) { return; }
      look(inner, depth + 1);
    });
  }
  look(root, 0);
  return found.join(" ");
})(this)`;

/** Bytes of every buffer and string in RAM. */
function readRam(device: Device): Uint8Array[] {
  return String(device.evaluate(EVERYTHING))
    .split(" ")
    .filter((text) => text.length >= 2)
    .map((text) => new Uint8Array(Buffer.from(text, "hex")));
}

/** As much of the open page as its first frame can take: it has no MAC yet. */
const FIRST_FRAMES = PAGE_FRAMES + 256;

interface Seizure {
  readonly ramBytes: number;
  readonly keysTried: number;
  /** Pages that a thief can open: the open one alone. */
  readonly opened: readonly number[];
  /** Old keys that stand in flash or RAM as they are. */
  readonly oldKeys: readonly string[];
}

/** Tries every 32 bytes of flash and RAM that start at a multiple of `stride` on every page of the log. */
export function seize(device: Device, reader: LogReader, stride: number): Seizure {
  const log: LogView = reader.read(device.flash.bytes);
  const ram = readRam(device);
  const sources = [log.bytes, ...ram];
  const opened = new Set<number>();
  let keysTried = 0;
  const pages = log.places.flatMap((page, place) => {
    if (!page) return [];
    const from = (1 + place) * PAGE_BYTES;
    return [{ page, bytes: log.bytes.subarray(from, from + PAGE_BYTES) }];
  });
  const tried = new Set<string>();
  for (const source of sources) {
    for (let at = 0; at + 32 <= source.length; at += stride) {
      const key = source.slice(at, at + 32);
      const name = Buffer.from(key).toString("latin1");
      if (tried.has(name)) continue;
      tried.add(name);
      keysTried++;
      for (const { page, bytes } of pages) {
        const { sequence, closedLength, mac } = page.header;
        if (closedLength === undefined) {
          const frames = openPage({ sha256, crc32 }, key, bytes.subarray(0, FIRST_FRAMES), FIRST_FRAMES);
          if (frames.ok && frames.value.frames.length > 0) opened.add(sequence);
          continue;
        }
        if (openPage({ sha256, crc32 }, key, bytes, closedLength, mac).ok) opened.add(sequence);
        if (sameBytes(mac, macUnder(key, bytes, closedLength))) opened.add(sequence);
      }
    }
  }
  const day = log.state?.dayNumber ?? 0;
  return {
    ramBytes: ram.reduce((sum, { length }) => sum + length, 0),
    keysTried,
    opened: [...opened],
    oldKeys: sources.flatMap((source) => reader.oldKeys(source, log.newest, day)),
  };
}

/** The page MAC if `key` were the MAC key itself. */
function macUnder(key: Uint8Array, page: Uint8Array, length: number): Uint8Array {
  let chain = chainLink(sha256, key, committedBytes(page));
  for (let at = PAGE_FRAMES; at < length; at += SLICE_BYTES)
    chain = chainLink(sha256, chain, page.subarray(at, Math.min(at + SLICE_BYTES, length)));
  return chainMac(sha256, { block: key, macKey: key }, chain, length);
}
