/** Plays a gate's scene on the world's air: everybody's adverts, walls and bodies, and what the listeners hear. */
import { boards } from "../../../boards/index.ts";
import { hash } from "../../lib/random.ts";
import { drive } from "../../world/drive.ts";
import { ownSchedule } from "../../world/own-schedule.ts";
import { PlanePeople } from "../../world/plane-people.ts";
import { Radio } from "../../world/radio.ts";
import { RADIO_PARAMETERS } from "../../world/radio-parameters.ts";
import { OUT } from "../../world/rooms.ts";
import type { Schedule } from "../../world/schedule.ts";
import { answering, GateListener, type Said, Sender, tokenAtGate, wordsOfAdvert } from "./actors.ts";
import { type GatePerson, gatePeople } from "./people.ts";
import { GATE_SCENES, type GateSceneName, type ListenerName } from "./scenes.ts";

/** A Monday, 05:50 in Vietnam. */
const START_AT = Date.UTC(2021, 5, 13, 22, 50);
const RSSI_AT_ONE_METRE = -59;
/** Walkers' places are taken so often, ms. */
const CELL_MS = 500;
/** Packets that a listener loses whatever the place, to strangers' adverts and other users of the band: assumed. */
const LOSS = 0.25;
/** They are part of the loss. */
const NO_STRANGERS = { amongPeople: 0, alone: 0 };
/** Of clocks that steer by each other (docs/ENERGY.md), ms. */
const CLOCK_SD_MS: Readonly<Record<string, number>> = { puckjs: 100, xiaoble: 60 };

export interface GatePlan {
  readonly scene: GateSceneName;
  readonly board: string;
  /** Interval of the background, ms. */
  readonly backgroundMs: number;
  /** Passers press the button so many metres before the line; undefined: nobody does. */
  readonly tapMetres: number | undefined;
  readonly seed: number;
}

/** An advert at a listener. */
export interface Hearing extends Said {
  readonly by: ListenerName;
  readonly at: number;
  readonly rssi: number;
}

export interface PlayedGate {
  readonly people: readonly GatePerson[];
  readonly startAt: number;
  readonly endAt: number;
  /** Adverts of each person, ascending by time. */
  readonly heard: readonly (readonly Hearing[])[];
  /** Of each person: whether the gate's answer to the tap was heard. */
  readonly answered: readonly boolean[];
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

export function playGate({ scene, board, backgroundMs, tapMetres, seed }: GatePlan): PlayedGate {
  const { people, walls, startAt, endAt } = gatePeople(GATE_SCENES[scene], START_AT, seed);
  const schedule = scheduleAtGate(board, backgroundMs);
  const actors = people.map((person, i) => {
    if (person.kind === "device")
      return person.what === "answer"
        ? answering(i, startAt, endAt, hash(seed, 5))
        : new GateListener(startAt, endAt);
    const tapAt =
      tapMetres === undefined || person.kind !== "passer"
        ? undefined
        : person.crossesAt - (1000 * tapMetres) / person.metresPerSecond;
    return tokenAtGate(i, schedule, { from: startAt, to: endAt, seed: hash(seed, 6, i), tapAt });
  });
  const onPlane = new PlanePeople(
    people.map(({ track }) => track),
    walls,
    hash(seed, 7),
  );
  const surroundings = {
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
  const members = people.map(({ lossDb }, person) => ({
    token: actors[person]!,
    person,
    rssiAtOneMetreDbm: RSSI_AT_ONE_METRE - lossDb,
  }));
  const radio = new Radio(surroundings, members, {
    seed: hash(seed, 8),
    parameters: { ...RADIO_PARAMETERS, otherLoss: LOSS, ambientPerSecond: NO_STRANGERS },
  });
  drive(radio, members, startAt, endAt);
  const heard: Hearing[][] = people.map(() => []);
  for (const [i, actor] of actors.entries()) {
    if (!(actor instanceof GateListener)) continue;
    for (const advert of actor.heard) {
      const said = wordsOfAdvert(advert);
      if (said && said.purpose !== "answer")
        heard[said.person]!.push({
          ...said,
          by: people[i]!.what as ListenerName,
          at: advert.at,
          rssi: advert.rssi,
        });
    }
  }
  return {
    people,
    startAt,
    endAt,
    heard: heard.map((list) => list.sort((x, y) => x.at - y.at)),
    answered: actors.map((actor) => actor instanceof Sender && actor.answered),
  };
}
