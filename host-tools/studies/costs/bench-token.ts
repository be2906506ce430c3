/** A token with the built program on the real interpreter, and what happens to it: peers on the air, a station. */
import type { Board } from "../../../boards/board.ts";
import { encodeAdvert, type Tail } from "../../../protocol/advert.ts";
import { receiptMac, ticketMac, timeMac } from "../../../protocol/authority.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { EPOCH_SECONDS } from "../../../protocol/epoch.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { encodeIdentity, keysFromSeed, tokenName } from "../../../protocol/identity.ts";
import { SYNC_CONTROL, SYNC_DATA } from "../../../protocol/sync.ts";
import { sha256 } from "../../lib/sha256.ts";
import { DAY_MS, EPOCH_MS } from "../../lib/time.ts";
import { FlashModel } from "../../models/virtual-token/flash.ts";
import { StorageModel } from "../../models/virtual-token/storage.ts";
import type { SyncTransport } from "../../station/control-channel.ts";
import type { SyncAuthority } from "../../station/sync-authority.ts";
import { type SyncResult, syncToken } from "../../station/sync-client.ts";
import type { FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { installImage } from "../../tools/firmware-build/install.ts";
import type { RadioEvent } from "../conformance/radio-channel.ts";
import { RadioInterpreter } from "./radio-interpreter.ts";

const SERIAL = 4_207;
const DAY = 20_780;
/** A new address so near the border of an epoch tells where it is, ms. */
const BORDER_MS = 3000;
/** Adverts of 31 bytes that the interpreter's queue holds. */
const QUEUE = 22;
/** Of one peer, from when the token begins to listen. */
const BURST_ADVERTS = 6;
/** Connection interval, ms. */
export const CONNECTION_MS = 30;
/** Milliseconds as the interpreter's clock can tell them. */
const wholeMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;
const KEYS = keysFromSeed(sha256, new Uint8Array(32).fill(7));
/** Unix time at which a bench's token gets its power, ms. */
export const BENCH_START = DAY * DAY_MS;

/** The flash of an enrolled token that was never switched on. */
export function flashImage(board: Board, build: Pick<FirmwareBuild, "lockdown" | "program">): Uint8Array {
  const { storageAddress, storageBytes, pageBytes, external } = board.flash;
  const flash = new FlashModel(storageAddress, storageBytes, pageBytes, external);
  const storage = new StorageModel(flash);
  const identity = encodeIdentity(crc32, {
    serial: SERIAL,
    board: board.number,
    powerAtOneMetre: -60,
    role: "token",
    day: DAY,
    ...KEYS,
  });
  for (const file of installImage(board, build as FirmwareBuild, identity).files)
    if ("bytes" in file) storage.write(file.name, file.bytes);
    else storage.write(file.name, new Uint8Array(0), 0, file.size);
  return flash.bytes;
}

/** What a peer's advert says. */
export const PEER_TAIL: Tail = {
  version: 1,
  role: "token",
  clockTrusted: true,
  powerAtOneMetre: -60,
  inBurst: false,
  late: false,
  minute: 1,
};

/** Twelve bytes that look random, for a peer of an epoch. */
export function peerId(peer: number, epoch = 0): Uint8Array {
  return sha256(Uint8Array.of(peer & 255, peer >> 8, epoch & 255, epoch >> 8)).slice(0, 12);
}

export function peerAdvert(peer: number, epoch = 0): string {
  return toHex(encodeAdvert(peerId(peer, epoch), PEER_TAIL));
}

/** The simulated radio's command for an advert heard. */
export function heard(hex: string, rssi = -62): string {
  return `adv c0:01:02:03:04:05 1 ${rssi} ${hex}`;
}

export class BenchToken {
  readonly interpreter: RadioInterpreter;
  readonly #board: Board;
  /** Time at which the token's clock stands at the start of an epoch, ms. */
  #epochStart = 0;
  /** Of the last ticket. */
  counter = 0;
  scanning = false;
  #notified: { uuid: string; value: Uint8Array }[] = [];
  readonly #handles = new Map<string, { value: string; configuration: string }>();
  readonly #uuids = new Map<string, string>();

  private constructor(interpreter: RadioInterpreter, board: Board) {
    this.interpreter = interpreter;
    this.#board = board;
    for (const event of interpreter.events) this.#take(event);
    interpreter.onEvent = (event) => this.#take(event);
  }

  static async boot(path: string, board: Board, image: Uint8Array, counting = false): Promise<BenchToken> {
    const interpreter = await RadioInterpreter.boot(path, image, counting);
    return new BenchToken(interpreter, board);
  }

  #take({ at, kind, words }: RadioEvent): void {
    const [first = "", second = "", third = "", fourth = ""] = words;
    // The token allows for what a restart of the radio takes; here it takes nothing, so its clock gains on ours.
    if (kind === "address" && this.#isBorder(at)) this.#epochStart = at;
    if (kind === "scan") this.scanning = first === "on";
    else if (kind === "characteristic") {
      this.#handles.set(fourth, { value: second, configuration: third });
      this.#uuids.set(second, fourth);
    } else if (kind === "notify")
      this.#notified.push({ uuid: this.#uuids.get(first) ?? "", value: fromHex(second)! });
  }

  get now(): number {
    return this.interpreter.now;
  }

  #isBorder(at: number): boolean {
    const past = (at - this.#epochStart) % EPOCH_MS;
    return past < BORDER_MS || past > EPOCH_MS - BORDER_MS;
  }

  /** When the epoch ends that the token is in, ms. */
  epochEnd(): number {
    return this.#epochStart + EPOCH_MS * (1 + Math.floor((this.now - this.#epochStart) / EPOCH_MS));
  }

  /** Runs to the next instant at which something is due, at most until `until`. */
  async step(until: number): Promise<void> {
    await this.interpreter.runTo(Math.min(until, Math.max(this.interpreter.next, this.now)));
  }

  /** Runs until the token begins to listen, at most until `until`; true when it does. */
  async untilListening(until: number): Promise<boolean> {
    while (!this.scanning && this.now < until) await this.step(until);
    return this.scanning;
  }

  /**
   * Runs to `until` among peers whose bursts have an advert each 105 ms, and of which everything is received. The
   * interpreter is busy for a while with each advert, longer with a peer's first; what comes meanwhile waits in its
   * queue, or is dropped.
   */
  async among(
    peers: readonly string[],
    until: number,
    busyMs: { first: number; later: number },
  ): Promise<number> {
    const { interpreter } = this;
    let adverts = 0;
    let phase = 0;
    const met = new Set<string>();
    while (this.now < until && (await this.untilListening(until))) {
      phase++;
      const start = this.now;
      const arrivals = peers
        .flatMap((hex, i) => {
          const first = start + ((Math.imul(i * 617 + phase * 389 + 1, 0x9e3779b1) >>> 8) % 100);
          return Array.from({ length: BURST_ADVERTS }, (_, k) => ({
            at: wholeMicroseconds(first + 105 * k),
            hex,
          }));
        })
        .sort((a, b) => a.at - b.at);
      for (let i = 0; this.scanning && this.now < until; ) {
        const batch: string[] = [];
        let busy = 0;
        for (; i < arrivals.length && arrivals[i]!.at <= this.now; i++) {
          const { hex } = arrivals[i]!;
          batch.push(heard(hex));
          if (batch.length > QUEUE) continue;
          busy += met.has(hex) ? busyMs.later : busyMs.first;
          met.add(hex);
        }
        if (batch.length > 0) {
          await interpreter.runTo(this.now, batch);
          adverts += batch.length;
          // Whatever is due while the interpreter is busy happens after it.
          await interpreter.runTo(this.now + busy);
        } else await this.step(Math.min(until, arrivals[i]?.at ?? until));
      }
    }
    return adverts;
  }

  /** The wearer holds the button, a station connects and wants notifications. */
  async connect(): Promise<void> {
    const { interpreter } = this;
    await interpreter.runTo(this.now, ["pin 0 1"]);
    await interpreter.runTo(this.now + 3200);
    await interpreter.runTo(this.now, ["pin 0 0"]);
    await interpreter.runTo(this.now + 500);
    await this.link();
  }

  /** Somebody connects to what is connectable, and wants notifications. */
  async link(): Promise<void> {
    const { interpreter } = this;
    await interpreter.runTo(this.now + CONNECTION_MS, [
      "connect 7a:00:00:00:00:01",
      `mtu ${this.#board.mtu}`,
    ]);
    const subscriptions = [SYNC_CONTROL, SYNC_DATA].map((uuid) => {
      const found = this.#handles.get(uuid);
      if (!found) throw new Error(`the token offers no ${uuid}`);
      return `write ${found.configuration} 0100`;
    });
    await interpreter.runTo(this.now + CONNECTION_MS, subscriptions);
  }

  /** The simulated radio's command for a message from the station. */
  written(bytes: Uint8Array): string {
    return `write ${this.#handles.get(SYNC_CONTROL)!.value} ${toHex(bytes)}`;
  }

  notified(): { uuid: string; value: Uint8Array }[] {
    return this.#notified.splice(0);
  }

  async disconnect(): Promise<void> {
    await this.interpreter.runTo(this.now + 100, ["disconnect 19"]);
  }

  /** A whole sync, from the button to the end of the link. */
  async sync(): Promise<SyncResult> {
    await this.connect();
    return this.converse((transport) => syncToken(transport, this.authority()));
  }

  /** A conversation on the open link, in the token's time; ends the link. */
  async converse<T>(conversation: (transport: SyncTransport) => Promise<T>): Promise<T> {
    const waiters = new Map<() => void, number>();
    const pending: string[] = [];
    const transport: SyncTransport = {
      name: tokenName(SERIAL),
      onControl: () => {},
      onData: () => {},
      onDisconnect: () => {},
      writeControl: async (bytes) => {
        pending.push(this.written(bytes));
      },
      within: (milliseconds, arrival) =>
        new Promise((resolve) => {
          const expire = () => settle(false);
          const settle = (came: boolean) => {
            waiters.delete(expire);
            resolve(came);
          };
          waiters.set(expire, this.now + milliseconds);
          arrival.then(() => settle(true));
        }),
    };
    let ended = false;
    const outcome = conversation(transport).finally(() => {
      ended = true;
    });
    outcome.catch(() => {});
    while (!ended) {
      await new Promise((resolve) => setImmediate(resolve));
      if (waiters.size === 0) continue;
      // A connection event: what the token notified before it goes, what the station wrote before it arrives.
      await this.interpreter.runTo(this.now + CONNECTION_MS);
      const gone = this.notified();
      await this.interpreter.runTo(this.now, ["txdone 7", ...pending.splice(0)]);
      for (const { uuid, value } of gone)
        if (uuid === SYNC_DATA) transport.onData(value);
        else transport.onControl(value);
      for (const [expire, deadline] of [...waiters]) if (deadline <= this.now) expire();
    }
    await this.disconnect();
    return outcome;
  }

  /** What the server says to this token; its time is the token's, so that epochs stay where they are. */
  authority(): SyncAuthority {
    const server = benchAuthority(() => this.now, this);
    return {
      ...server,
      signTime: async (serial, nonce) => {
        const time = (await server.signTime(serial, nonce))!;
        this.#epochStart = (this.now - 500 - (time.unixSeconds % EPOCH_SECONDS) * 1000) % EPOCH_MS;
        return time;
      },
    };
  }
}

/** What the server says to a bench's token. `now`: ms since its power came on; `last`: the counter of the last ticket. */
export function benchAuthority(now: () => number, last: { counter: number }): SyncAuthority {
  const key = hmacKey(KEYS.tokenKey);
  const seconds = () => BENCH_START / 1000 + Math.floor(now() / 1000);
  return {
    admit: async () => {
      const notBefore = Math.floor(seconds() / EPOCH_SECONDS);
      const counter = ++last.counter;
      const mac = ticketMac(sha256, key, counter, notBefore, 12);
      return [{ serial: SERIAL, ticket: { counter, notBefore, hours: 12, mac } }];
    },
    signTime: async (_serial, nonce) => {
      const unixSeconds = seconds();
      return { unixSeconds, mac: timeMac(sha256, key, unixSeconds, nonce) };
    },
    receivePage: async ({ sequence, length, mac }) => ({
      sequence,
      length,
      mac: receiptMac(sha256, key, sequence, length, mac),
    }),
    receiveHealth: async () => {},
  };
}
