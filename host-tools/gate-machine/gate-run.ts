/** A gate's machine at work: ears and answers, the engine, the journal, the way to the server, and a line a minute about them. */
import { randomBytes } from "node:crypto";
import { decodeAdvert } from "../../protocol/advert.ts";
import { gateRecordsIn } from "../contract/gate-records.ts";
import type { HandCount } from "../contract/guard-screen.ts";
import type { GuardVisit } from "../contract/visits.ts";
import type { Layout } from "../gate/layout.ts";
import { sightingOf } from "../gate/sighting.ts";
import type { Tap } from "../gate/taps.ts";
import { Answers } from "./answers.ts";
import { BluezAnswer } from "./bluez-answer.ts";
import { BluezEar } from "./bluez-ear.ts";
import { type EarState, hears } from "./ear-state.ts";
import type { GateJournal } from "./gate-journal.ts";
import { GateMachine } from "./gate-machine.ts";
import { guardScreenOf } from "./guard-screen.ts";
import type { MachineIdentity } from "./identity-file.ts";
import type { MinuteLine } from "./minute-line.ts";
import type { Report } from "./reports.ts";
import { type Sent, sendAll } from "./sender.ts";

/** A listener of the layout, and the adapter that it is: "hci0", or the first one. */
export interface Post {
  readonly name: string;
  readonly adapter: string | undefined;
}

interface RunParts {
  readonly identity: MachineIdentity;
  readonly layout: Layout;
  readonly posts: readonly Post[];
  readonly journal: GateJournal;
  /** ms between two times that something is brought to the server. */
  readonly sendEach: number;
  /** Told of taps once they are on the disk. */
  readonly onTaps: (taps: readonly Tap[]) => void;
  readonly onLine: (line: MinuteLine) => void;
  /** What somebody has to do something about, or that it is well again; each once. */
  readonly onState: (listener: string, state: EarState) => void;
  /** The server seals to another key from now on. */
  readonly onIdentity: (identity: MachineIdentity) => void;
}

const TICK_MS = 50;
const LINE_MS = 60_000;

export class GateRun {
  readonly #parts: RunParts;
  readonly #machine: GateMachine;
  readonly #ears: BluezEar[];
  readonly #answers = new Answers();
  readonly #senders: BluezAnswer[];
  /** IDs of those who have tapped: an answer has seven bytes of them, a passage six. */
  readonly #tapped = new Map<string, { readonly id: Uint8Array; readonly at: number }>();
  readonly #timers: NodeJS.Timeout[] = [];
  #sent: Sent | undefined;
  #fault: string | undefined;
  #taps = 0;
  /** Told in lines. */
  #passages = 0;
  #sealTo: string;
  /** One at a time; undefined while there is none. */
  #ticking: Promise<void> | undefined;
  #sending: Promise<void> | undefined;

  constructor(parts: RunParts) {
    const { identity, layout, journal, posts } = parts;
    this.#parts = parts;
    this.#sealTo = identity.sealTo.id;
    const onTaps = (taps: readonly Tap[]) => this.#answer(taps);
    this.#machine = new GateMachine({ gate: identity.gate, layout, journal, onTaps }, identity.sealTo);
    this.#ears = posts.map(
      ({ name, adapter }) =>
        new BluezEar({
          adapter,
          onReport: (report) => this.#hear(name, report),
          onState: (state) => parts.onState(name, state),
        }),
    );
    this.#senders = posts.map(() => new BluezAnswer());
    this.#each(TICK_MS, () => this.#tick());
    this.#each(parts.sendEach, () => this.#bring());
    this.#each(LINE_MS, () => parts.onLine(this.line()));
    this.#bring();
  }

  /** What has been decided is on the disk when it resolves, and with the server, where that answers. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#ticking;
    await this.#decide();
    await Promise.all(this.#senders.map((sender) => sender.set(undefined, undefined)));
    await Promise.all(this.#ears.map((ear) => ear.close()));
    await this.#sending;
    await this.#send();
  }

  /** How the gate is, for the guard's page. */
  screen(now: number): ReturnType<typeof guardScreenOf> {
    const { identity, layout, posts } = this.#parts;
    const adapter = (listener: string) => {
      const { state } = this.#ears[posts.findIndex(({ name }) => name === listener)]!;
      return hears(state) ? "on" : state === "off" ? "off" : "gone";
    };
    return guardScreenOf({ identity, layout, machine: this.#machine, adapter, sent: this.#sent }, now);
  }

  /** Resolves when it is sealed and on the disk. */
  visit(of: GuardVisit, guard: string): Promise<void> {
    return this.#machine.visit(of, guard, Date.now());
  }

  handCount(of: HandCount, guard: string): Promise<void> {
    return this.#machine.handCount(of, guard);
  }

  takeVisitBack(id: string, guard: string): Promise<void> {
    return this.#machine.takeVisitBack(id, guard, Date.now());
  }

  line(): MinuteLine {
    const { journal, posts } = this.#parts;
    const waiting = journal.closed().map((name) => gateRecordsIn(journal.read(name)).records.length);
    const taps = this.#taps;
    this.#taps = 0;
    const before = this.#passages;
    this.#passages = this.#machine.passages;
    return {
      adverts: this.#machine.takeHeard(),
      passages: this.#machine.passages - before,
      taps,
      waiting: waiting.reduce((sum, records) => sum + records, 0) + this.#machine.waiting,
      ears: Object.fromEntries(
        posts.map(({ name }, i) => [
          name,
          { state: this.#ears[i]!.state, ...this.#machine.lately.of(name, Date.now()) },
        ]),
      ),
      answers: this.#senders.find(({ fault }) => fault !== undefined)?.fault,
      disk: this.#fault,
      server: this.#sent?.hindrance,
      ahead: this.#sent?.ahead ?? 0,
      unread: this.#sent?.unread ?? 0,
    };
  }

  #each(milliseconds: number, what: () => void): void {
    this.#timers.push(setInterval(what, milliseconds));
  }

  #hear(listener: string, { rssi, data }: Report): void {
    const heard = { at: Date.now(), listener, rssi, data };
    const sighting = sightingOf(heard);
    if (!sighting) return;
    if (sighting.call === "tap") {
      const decoded = decodeAdvert(data);
      if (decoded.ok) this.#tapped.set(sighting.prefix, { id: decoded.value.rollingId, at: heard.at });
    }
    this.#machine.hear(heard);
  }

  #answer(taps: readonly Tap[]): void {
    for (const { prefix, at } of taps) {
      const tapped = this.#tapped.get(prefix);
      if (tapped) this.#answers.add(tapped.id, at);
    }
    this.#taps += taps.length;
    this.#parts.onTaps(taps);
  }

  #tick(): void {
    this.#ticking ??= this.#decide().finally(() => {
      this.#ticking = undefined;
    });
  }

  async #decide(): Promise<void> {
    const now = Date.now();
    try {
      await this.#machine.tick(now);
      this.#fault = undefined;
    } catch (error) {
      this.#fault = (error as Error).message;
    }
    for (const [prefix, { at }] of this.#tapped) if (now - at > LINE_MS) this.#tapped.delete(prefix);
    const advert = this.#answers.due(now, randomBytes);
    for (const [i, sender] of this.#senders.entries()) sender.set(this.#ears[i]!.adapter, advert);
  }

  #bring(): void {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  async #send(): Promise<void> {
    const { journal, identity } = this.#parts;
    try {
      await journal.rotate();
      const sent = await sendAll({ journal, identity, now: Date.now });
      this.#sent = sent;
      if (!sent.sealTo || sent.sealTo.id === this.#sealTo) return;
      this.#machine.sealTo(sent.sealTo);
      this.#sealTo = sent.sealTo.id;
      this.#parts.onIdentity({ ...identity, sealTo: sent.sealTo });
    } catch (error) {
      this.#fault = (error as Error).message;
    }
  }
}
