/** A gate's machine at work: ears and answers, the engine, the journal, the way to the server, and a line a minute about them. */
import { randomBytes, randomUUID } from "node:crypto";
import { decodeAdvert } from "../../protocol/advert.ts";
import { gateRecordsIn } from "../contract/gate-records.ts";
import type { HandCount, HeardFromToken, ListenerKind } from "../contract/guard-screen.ts";
import type { GuardVisit } from "../contract/visits.ts";
import type { Layout } from "../gate/layout.ts";
import { sightingOf } from "../gate/sighting.ts";
import type { Tap } from "../gate/taps.ts";
import { HOUR_MS } from "../lib/time.ts";
import { Answers } from "./answers.ts";
import { BluezAnswer } from "./bluez-answer.ts";
import { BluezEar } from "./bluez-ear.ts";
import { type EarState, hears } from "./ear-state.ts";
import type { GateJournal } from "./gate-journal.ts";
import { GateMachine } from "./gate-machine.ts";
import { guardScreenOf } from "./guard-screen.ts";
import type { MachineIdentity } from "./identity-file.ts";
import type { MinuteLine } from "./minute-line.ts";
import { RaisedFire } from "./raised-fire.ts";
import { RecallRun } from "./recall-run.ts";
import type { Report } from "./reports.ts";
import { type Sent, sendAll } from "./sender.ts";
import { TokenEar } from "./token-ear.ts";

/** A listener of the layout, and what it is: a gate token; an adapter, "hci0" or the first one. */
export interface Post {
  readonly name: string;
  readonly kind: ListenerKind;
  readonly adapter?: string | undefined;
}

interface Tapped {
  /** Seven bytes at least. */
  readonly id: Uint8Array;
  readonly at: number;
}

interface RunParts {
  readonly identity: MachineIdentity;
  readonly layout: Layout;
  readonly posts: readonly Post[];
  readonly journal: GateJournal;
  /** Where recalls are kept that are to be sent. */
  readonly folder: string;
  /** It sends recalls alone, and notes nobody who passes. */
  readonly isKiosk: boolean;
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
/** What the server could not read is tried again as the machine starts, and so often, ms. */
const ASIDE_EACH_MS = 6 * HOUR_MS;
const LINE_MS = 60_000;

export class GateRun {
  readonly #parts: RunParts;
  readonly #machine: GateMachine;
  /** By listener: adapters, and gate tokens. */
  readonly #ears: ReadonlyMap<string, BluezEar>;
  readonly #tokens: ReadonlyMap<string, TokenEar>;
  readonly #tokenStates = new Map<string, EarState>();
  readonly #answers = new Answers();
  readonly #senders: ReadonlyMap<string, BluezAnswer>;
  /** IDs of those who have tapped: an answer has seven bytes of them, a passage six. */
  readonly #tapped = new Map<string, Tapped>();
  readonly #recalls: RecallRun;
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #fire = new RaisedFire();
  #sent: Sent | undefined;
  #triedAsideAt = -Infinity;
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
    const ofKind = (kind: ListenerKind) => posts.filter((post) => post.kind === kind);
    this.#ears = new Map(
      ofKind("adapter").map(({ name, adapter }) => [
        name,
        new BluezEar({
          adapter,
          onReport: (report) => this.#hear(name, report),
          onState: (state) => parts.onState(name, state),
        }),
      ]),
    );
    this.#tokens = new Map(ofKind("token").map(({ name }) => [name, new TokenEar(name)]));
    this.#senders = new Map(ofKind("adapter").map(({ name }) => [name, new BluezAnswer()]));
    this.#recalls = new RecallRun({
      identity,
      folder: parts.folder,
      now: Date.now,
      ears: this.#ears,
      isAnswering: () => this.#answers.due(Date.now(), randomBytes) !== undefined,
    });
    this.#each(TICK_MS, () => this.#tick());
    this.#each(parts.sendEach, () => this.#bring());
    this.#each(LINE_MS, () => parts.onLine(this.line()));
    this.#bring();
  }

  /** What has been decided is on the disk when it resolves, and with the server, where that answers. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#recalls.stop();
    await this.#ticking;
    await this.#decide();
    await Promise.all([...this.#senders.values()].map((sender) => sender.set(undefined, undefined)));
    await Promise.all([...this.#ears.values()].map((ear) => ear.close()));
    await this.#sending;
    await this.#send();
  }

  /** How the gate is, for the guard's page. */
  screen(now: number): ReturnType<typeof guardScreenOf> {
    const { identity, layout, posts } = this.#parts;
    const adapter = (listener: string) => {
      const state = this.#stateOf(listener, now);
      return hears(state) ? "on" : state === "off" ? "off" : "gone";
    };
    const kind = (listener: string) => posts.find(({ name }) => name === listener)!.kind;
    const own = { machine: this.#machine, sent: this.#sent, fire: this.#fire };
    return guardScreenOf({ identity, layout, kind, adapter, ...own }, now);
  }

  /**
   * What a page has got from a gate token. Returns tags of its taps that are on the disk meanwhile; undefined where no such gate token
   * belongs to the gate.
   */
  heard(of: HeardFromToken): Uint8Array[] | undefined {
    const ear = this.#tokens.get(of.listener);
    if (!ear) return undefined;
    const now = Date.now();
    for (const { sighting, tag } of ear.take(of, now)) {
      if (sighting.call === "tap") this.#tapped.set(sighting.prefix, { id: tag, at: sighting.at });
      this.#machine.hear(sighting);
    }
    return ear.takeAnswers(of.page);
  }

  #stateOf(listener: string, now: number): EarState {
    return this.#tokens.get(listener)?.stateAt(now) ?? this.#ears.get(listener)!.state;
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

  /** Resolves when it is sealed and on the disk; it is brought to the server at once. */
  async raiseFire(guard: string): Promise<void> {
    const now = Date.now();
    if (this.#fire.idAt(now) !== undefined) return;
    const id = randomUUID();
    // Also while it is being written down: who presses twice raises one.
    this.#fire.raise(id, now);
    try {
      await this.#machine.fireWord({ id, did: "raise" }, guard, now);
    } catch (error) {
      this.#fire.end();
      throw error;
    }
    this.#fire.written(id);
    this.#bringNow();
  }

  async endFire(guard: string): Promise<void> {
    const now = Date.now();
    const id = this.#fire.idAt(now);
    if (id === undefined) return;
    await this.#machine.fireWord({ id, did: "end" }, guard, now);
    this.#fire.end();
    this.#bringNow();
  }

  line(): MinuteLine {
    const { journal, posts } = this.#parts;
    const recordsIn = (names: readonly string[]) =>
      names.reduce((sum, name) => sum + gateRecordsIn(journal.read(name)).records.length, 0);
    const taps = this.#taps;
    this.#taps = 0;
    const before = this.#passages;
    this.#passages = this.#machine.passages;
    return {
      adverts: this.#machine.takeHeard(),
      passages: this.#machine.passages - before,
      taps,
      waiting: recordsIn(journal.closed()) + this.#machine.waiting,
      ears: Object.fromEntries(
        posts.map(({ name }) => {
          const now = Date.now();
          const lost = this.#tokens.get(name)?.takeLost();
          const state = this.#stateOf(name, now);
          return [
            name,
            { state, ...this.#machine.lately.of(name, now), ...(lost === undefined ? {} : { lost }) },
          ];
        }),
      ),
      answers: [...this.#senders.values()].find(({ fault }) => fault !== undefined)?.fault,
      recalls: this.#recalls.fault,
      disk: this.#fault,
      server: this.#sent?.hindrance,
      ahead: this.#sent?.ahead ?? 0,
      unread: recordsIn(journal.aside(Date.now())),
    };
  }

  #each(milliseconds: number, what: () => void): void {
    this.#timers.push(setInterval(what, milliseconds));
  }

  #hear(listener: string, { rssi, data }: Report): void {
    if (this.#parts.isKiosk) return;
    const heard = { at: Date.now(), listener, rssi, data };
    const sighting = sightingOf(heard);
    if (!sighting) return;
    if (sighting.call === "tap") {
      const decoded = decodeAdvert(data);
      if (decoded.ok) this.#tapped.set(sighting.prefix, { id: decoded.value.rollingId, at: heard.at });
    }
    this.#machine.hear(sighting);
  }

  /** On the air by whoever has heard it best: a gate token itself, or the adapters, which send the same. */
  #answer(taps: readonly Tap[]): void {
    for (const { prefix, at, listener } of taps) {
      const tapped = this.#tapped.get(prefix);
      if (!tapped) continue;
      const token = this.#tokens.get(listener.name);
      if (token) token.answer(tapped.id);
      else this.#answers.add(tapped.id, at);
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
    for (const [name, sender] of this.#senders) sender.set(this.#ears.get(name)!.adapter, advert);
    for (const [name, ear] of this.#tokens) {
      const state = ear.stateAt(now);
      if (this.#tokenStates.get(name) !== state) this.#parts.onState(name, state);
      this.#tokenStates.set(name, state);
    }
  }

  #bring(): void {
    this.#sending ??= this.#send().finally(() => {
      this.#sending = undefined;
    });
  }

  /** Also where something is on its way that has not got it yet. */
  #bringNow(): void {
    void (this.#sending ?? Promise.resolve()).then(() => this.#bring());
  }

  async #send(): Promise<void> {
    const { journal, identity } = this.#parts;
    try {
      const fire = this.#fire.writtenAt(Date.now());
      await journal.rotate();
      const withAside = performance.now() - this.#triedAsideAt >= ASIDE_EACH_MS;
      const sent = await sendAll({ journal, identity, now: Date.now, withAside });
      this.#sent = sent;
      if (fire !== undefined && sent.hindrance === undefined && sent.unread === 0)
        this.#fire.told(fire, Date.now());
      if (withAside && sent.hindrance === undefined) this.#triedAsideAt = performance.now();
      if (!sent.sealTo || sent.sealTo.id === this.#sealTo) return;
      this.#machine.sealTo(sent.sealTo);
      this.#sealTo = sent.sealTo.id;
      this.#parts.onIdentity({ ...identity, sealTo: sent.sealTo });
    } catch (error) {
      this.#fault = (error as Error).message;
    }
  }
}
