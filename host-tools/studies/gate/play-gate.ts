/** Plays a gate's scene on the world's air: everybody's adverts, walls and bodies, and what the listeners hear. */
import { boards } from "../../../boards/index.ts";
import type { Heard } from "../../gate/sighting.ts";
import { hash } from "../../lib/random.ts";
import { sha256 } from "../../lib/sha256.ts";
import { DAY_MS, MINUTE_MS } from "../../lib/time.ts";
import type { RunningToken } from "../../models/virtual-token/air-port.ts";
import type { AirObserver } from "../../world/air-observer.ts";
import { drive } from "../../world/drive.ts";
import { type OwnerOf, ownersBetween } from "../../world/log-reader.ts";
import { ownSchedule } from "../../world/own-schedule.ts";
import { idsOf, makePhone } from "../../world/phones.ts";
import { PlanePeople } from "../../world/plane-people.ts";
import { Radio } from "../../world/radio.ts";
import { RADIO_PARAMETERS } from "../../world/radio-parameters.ts";
import { OUT } from "../../world/rooms.ts";
import type { Schedule } from "../../world/schedule.ts";
import { answering, GateListener, RSSI_AT_ONE_METRE, Sender, tokenAtGate } from "./actors.ts";
import { type GatePerson, gatePeople } from "./people.ts";
import { GATE_SCENES, type GateSceneName, type ListenerName } from "./scenes.ts";

/** A Monday, 05:50 in Vietnam; each seed a minute later, so that IDs change at all times of a scene. */
const START_AT = Date.UTC(2021, 5, 13, 22, 50);
const STARTS = 15;
export const startOf = (seed: number): number => START_AT + (seed % STARTS) * MINUTE_MS;
/** Walkers' places are taken so often, ms. */
const CELL_MS = 500;
/** Packets that a listener loses whatever the place, to strangers' adverts and other users of the band: assumed. */
export const LOSS = 0.25;
/** They are part of the loss. */
const NO_STRANGERS = { amongPeople: 0, alone: 0 };
/** Of clocks that steer by each other (docs/ENERGY.md), ms. */
const CLOCK_SD_MS: Readonly<Record<string, number>> = { puckjs: 100, xiaoble: 60 };

interface GatePlan {
  readonly scene: GateSceneName;
  readonly board: string;
  /** Interval of the background, ms. */
  readonly backgroundMs: number;
  readonly seed: number;
  /** Nobody presses: what is heard of the schedule alone. */
  readonly withoutTaps?: true;
}

/** An advert at a listener, as the gate gets it; `sender` is what the gate does not know. */
interface Hearing extends Heard {
  readonly listener: ListenerName;
  readonly sender: number;
}

export interface PlayedGate {
  readonly people: readonly GatePerson[];
  readonly startAt: number;
  readonly endAt: number;
  /** All that reached a listener, ascending by time. */
  readonly heard: readonly Hearing[];
  /** Of each person: whether the gate's answer to the tap was heard. */
  readonly answered: readonly boolean[];
  /** Whose an ID is by the keys. */
  readonly ownerOf: OwnerOf;
}

export function scheduleAtGate(board: string, backgroundMs: number): Schedule {
  const { scanWindowMs, burstIntervalMs, burstMarginMs } = boards[board]!.rendezvous;
  const windowMs = 3 * scanWindowMs;
  return ownSchedule({
    windowMs,
    spacingMs: burstIntervalMs,
    burstMs: windowMs + 2 * burstMarginMs,
    backgroundMs,
    clockSdMs: CLOCK_SD_MS[board]!,
  });
}

/** Who is on the air, and by which key. */
interface Actor {
  readonly token: RunningToken;
  readonly holder?: { readonly person: number; readonly dayKey: Uint8Array; readonly day: number };
}

export function playGate({ scene, board, backgroundMs, seed, withoutTaps }: GatePlan): PlayedGate {
  const { people, walls, startAt, endAt } = gatePeople(GATE_SCENES[scene], startOf(seed), seed);
  const schedule = scheduleAtGate(board, backgroundMs);
  const day = Math.floor(startAt / DAY_MS) - 1;
  const actors = people.map((person, i): Actor => {
    if (person.what === "answer") return { token: answering(startAt, endAt, hash(seed, 5)) };
    if (person.kind === "device") return { token: new GateListener(startAt, endAt) };
    if (person.passing?.has === "phone")
      return holding(
        makePhone("android", { person: i, seed, startAt, identify: () => undefined, deaf: true }),
      );
    const dayKey = sha256(new TextEncoder().encode(`gate ${seed} token ${i}`));
    const tapAt = withoutTaps ? undefined : person.passing?.tapAt;
    const plan = { from: startAt, to: endAt, seed: hash(seed, 6, i), tapAt };
    const token = tokenAtGate(schedule, { ...plan, idOf: idsOf(dayKey, day) });
    return holding({ token, person: i, dayKey, day });
  });
  const members = people.map(({ lossDb }, person) => ({
    token: actors[person]!.token,
    person,
    rssiAtOneMetreDbm: RSSI_AT_ONE_METRE - lossDb,
  }));
  const heard: Hearing[] = [];
  const observer: AirObserver = {
    received({ at, by, from, rssi, data }) {
      const { kind, what } = people[by]!;
      if (kind === "device" && from !== undefined)
        heard.push({ at, listener: what as ListenerName, rssi, data, sender: from });
    },
  };
  const radio = new Radio(surroundingsOf(people, walls, startAt, seed), members, {
    seed: hash(seed, 8),
    parameters: { ...RADIO_PARAMETERS, otherLoss: LOSS, ambientPerSecond: NO_STRANGERS },
    observer,
  });
  drive(radio, members, startAt, endAt);
  const holders = actors.flatMap(({ holder }) => holder ?? []);
  const ownerOf = ownersBetween(holders, startAt, endAt);
  return {
    people,
    startAt,
    endAt,
    heard: heard.sort((x, y) => x.at - y.at),
    answered: actors.map(({ token }) => token instanceof Sender && token.answered),
    ownerOf,
  };
}

function holding({
  token,
  person,
  dayKey,
  day,
}: { readonly token: RunningToken } & NonNullable<Actor["holder"]>): Actor {
  return { token, holder: { person, dayKey, day } };
}

function surroundingsOf(
  people: readonly GatePerson[],
  walls: ReturnType<typeof gatePeople>["walls"],
  startAt: number,
  seed: number,
) {
  const onPlane = new PlanePeople(
    people.map(({ track }) => track),
    walls,
    hash(seed, 7),
  );
  return {
    day: { people: people.map(({ what }, i) => `${what} ${i}`), startAt },
    cellMs: CELL_MS,
    roomAt: (person: number, t: number) => (people[person]!.track.at(t) ? 0 : OUT),
    relation: (x: number, y: number, t: number) => {
      const relation = onPlane.relation(x, y, t);
      if (!relation?.turned) return undefined;
      // A device on a wall has no body.
      const turned = [Math.min(x, y), Math.max(x, y)].map((person, side) =>
        people[person]!.kind === "device" ? 0 : relation.turned![side as 0 | 1],
      ) as [number, number];
      return { ...relation, turned };
    },
  };
}
