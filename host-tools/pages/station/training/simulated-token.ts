/**
 * A token that only exists in the page, for training: it answers the messages of SPEC.md §8 in the order that a real one
 * keeps to, with made-up bytes in place of a log. It has no key, so it believes every ticket, time and receipt.
 */
import { writeInteger } from "../../../../protocol/bytes.ts";
import { tokenName } from "../../../../protocol/identity.ts";
import {
  ALIAS_BYTES,
  CHUNK_HEADER_BYTES,
  type ControlMessage,
  decodeControl,
  encodeControl,
  HELLO_VERSION,
  operationOf,
  PAGE_LAST,
  PAGE_RECEIPTED,
} from "../../../../protocol/sync.ts";
import type { TokenLink } from "../../../station/web-bluetooth.ts";

/** As on a Puck.js. */
const CHUNK = 48;
/** About 1.5 KB a second, as on air. */
const CHUNK_MS = 30;

export interface SimulatedPage {
  readonly sequence: number;
  readonly length: number;
  receipted: boolean;
}

export interface SimulatedToken {
  readonly serial: number;
  readonly pages: SimulatedPage[];
  batteryMillivolts: number;
  hasLostTime: boolean;
  /** It was read to the end, by which the training's server knows that it is here. */
  isRead?: boolean;
  /** Chunks after which the link is lost, once; for practising it. */
  breaksAfter?: number | undefined;
}

type Message = ControlMessage;

export function connectSimulated(token: SimulatedToken): TokenLink {
  let isOpen = true;
  let sent = 0;
  const say = (message: Message) => later(() => link.onControl(encodeControl(message)));
  const ok = (message: Message) => say({ name: "ok", operation: operationOf(message.name) });

  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    link.onDisconnect();
  };
  const later = (work: () => void) =>
    setTimeout(() => {
      if (isOpen) work();
    }, CHUNK_MS);

  /** Chunks one by one; the page's client takes them as they come. */
  const stream = (offset: number, length: number, chunk: number) => {
    const size = chunk === 0 ? CHUNK : chunk;
    let at = offset;
    let number = 0;
    // Only the first one where its size is not known yet: what arrives of it tells.
    const end = offset + (chunk === 0 ? Math.min(size, length) : length);
    const next = () => {
      if (!isOpen || at >= end) return;
      if (token.breaksAfter !== undefined && ++sent > token.breaksAfter) {
        token.breaksAfter = undefined;
        return close();
      }
      const bytes = new Uint8Array(CHUNK_HEADER_BYTES + Math.min(size, end - at));
      writeInteger(bytes, 0, 2, number++);
      at += bytes.length - CHUNK_HEADER_BYTES;
      link.onData(bytes);
      setTimeout(next, CHUNK_MS);
    };
    setTimeout(next, CHUNK_MS);
  };

  const answer = (message: Message): void => {
    switch (message.name) {
      case "open":
        return void say({
          name: "hello",
          version: HELLO_VERSION,
          alias: new Uint8Array(ALIAS_BYTES),
          flags: token.hasLostTime ? 0 : 3,
          ticketHighest: 1,
          nonce: new Uint8Array(8),
        });
      case "time":
        token.hasLostTime = false;
        return void ok(message);
      case "list":
        token.pages.forEach(({ sequence, length, receipted }, i) => {
          const isLast = i === token.pages.length - 1 ? PAGE_LAST : 0;
          const state = (receipted ? PAGE_RECEIPTED : 0) | isLast;
          say({ name: "page", sequence, length, mac: new Uint8Array(8), state });
        });
        return;
      case "read": {
        stream(message.offset, message.length, message.chunk);
        return;
      }
      case "receipt": {
        const page = token.pages.find(({ sequence }) => sequence === message.sequence);
        if (page) page.receipted = true;
        return void ok(message);
      }
      case "health":
        say({
          name: "healthReport",
          batteryMillivolts: token.batteryMillivolts,
          resets: 1,
          cause: 0,
          ppm: 20,
          lostAdverts: 0,
          lostPages: 0,
          firmware: 0x000100,
          oldestSequence: 0,
        });
        return void say({ name: "healthMac", mac: new Uint8Array(12), anchor: 0 });
      case "ack":
        return;
      default:
        return void ok(message);
    }
  };

  const link: TokenLink = {
    name: tokenName(token.serial),
    get connected() {
      return isOpen;
    },
    onControl: () => {},
    onData: () => {},
    onDisconnect: () => {},
    async writeControl(bytes) {
      const message = decodeControl(bytes);
      if (isOpen && message.ok) answer(message.value);
    },
    within: (milliseconds, arrival) =>
      Promise.race([
        arrival.then(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds)),
      ]),
    close,
  };
  return link;
}
