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

interface SimulatedPage {
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

export function connectSimulated(token: SimulatedToken): TokenLink {
  return new SimulatedLink(token);
}

class SimulatedLink implements TokenLink {
  readonly name: string;
  onControl: (message: Uint8Array) => void = () => {};
  onData: (chunk: Uint8Array) => void = () => {};
  onDisconnect: () => void = () => {};
  readonly #token: SimulatedToken;
  #isOpen = true;
  #sent = 0;

  constructor(token: SimulatedToken) {
    this.#token = token;
    this.name = tokenName(token.serial);
  }

  get connected(): boolean {
    return this.#isOpen;
  }

  async writeControl(bytes: Uint8Array): Promise<void> {
    const read = decodeControl(bytes);
    if (!this.#isOpen || !read.ok) return;
    const message = read.value;
    if (message.name === "read") this.#stream(message.offset, message.length, message.chunk);
    else for (const answer of answersOf(this.#token, message)) this.#say(answer);
  }

  within(milliseconds: number, arrival: Promise<unknown>): Promise<boolean> {
    return Promise.race([
      arrival.then(() => true),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), milliseconds)),
    ]);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.onDisconnect();
  }

  #say(message: ControlMessage): void {
    setTimeout(() => {
      if (this.#isOpen) this.onControl(encodeControl(message));
    }, CHUNK_MS);
  }

  /** Chunks one by one; the page's client takes them as they come. */
  #stream(offset: number, length: number, chunk: number): void {
    const size = chunk === 0 ? CHUNK : chunk;
    let at = offset;
    let number = 0;
    // Only the first one where its size is not known yet: what arrives of it tells.
    const end = offset + (chunk === 0 ? Math.min(size, length) : length);
    const next = () => {
      if (!this.#isOpen || at >= end) return;
      if (this.#token.breaksAfter !== undefined && ++this.#sent > this.#token.breaksAfter) {
        this.#token.breaksAfter = undefined;
        return this.close();
      }
      const bytes = new Uint8Array(CHUNK_HEADER_BYTES + Math.min(size, end - at));
      writeInteger(bytes, 0, 2, number++);
      at += bytes.length - CHUNK_HEADER_BYTES;
      this.onData(bytes);
      setTimeout(next, CHUNK_MS);
    };
    setTimeout(next, CHUNK_MS);
  }
}

/** What a token says to a message, and what the message does to it. */
function answersOf(token: SimulatedToken, message: ControlMessage): ControlMessage[] {
  switch (message.name) {
    case "open":
      return [helloOf(token)];
    case "time":
      token.hasLostTime = false;
      break;
    case "list":
      return token.pages.map(({ sequence, length, receipted }, i) => {
        const isLast = i === token.pages.length - 1 ? PAGE_LAST : 0;
        const state = (receipted ? PAGE_RECEIPTED : 0) | isLast;
        return { name: "page", sequence, length, mac: new Uint8Array(8), state };
      });
    case "receipt": {
      const page = token.pages.find(({ sequence }) => sequence === message.sequence);
      if (page) page.receipted = true;
      break;
    }
    case "health":
      return [healthOf(token), { name: "healthMac", mac: new Uint8Array(12), anchor: 0 }];
    case "ack":
      return [];
  }
  return [{ name: "ok", operation: operationOf(message.name) }];
}

function helloOf({ hasLostTime }: SimulatedToken): ControlMessage {
  return {
    name: "hello",
    version: HELLO_VERSION,
    alias: new Uint8Array(ALIAS_BYTES),
    flags: hasLostTime ? 0 : 3,
    ticketHighest: 1,
    nonce: new Uint8Array(8),
  };
}

function healthOf({ batteryMillivolts }: SimulatedToken): ControlMessage {
  return {
    name: "healthReport",
    batteryMillivolts,
    resets: 1,
    cause: 0,
    ppm: 20,
    lostAdverts: 0,
    lostPages: 0,
    firmware: 0x000100,
    oldestSequence: 0,
  };
}
