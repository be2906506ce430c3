/** Recordings of made-up people: what phones on their bodies would have written down, by the world's places and radio. */
import { hash, normalOf, unitOf } from "../../lib/random.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import { Propagation } from "../../world/propagation.ts";
import type { RadioParameters } from "../../world/radio-parameters.ts";
import type { Surroundings } from "../../world/scene.ts";
import { sceneOf } from "../../world/scene-of.ts";
import { type Geometry, playShift } from "../../world/shifts.ts";
import type { RecordedPacket } from "../nearness/recorded-packet.ts";
import { TRUNCATION_DBM } from "../radio-fit/fit.ts";

/** Half an hour of some people, as long as the recorded scenes. Times are Vietnam's clock. */
interface MadeScene {
  readonly shift: string;
  readonly people: number;
  /** HH:MM. */
  readonly from: string;
  readonly minutes: number;
}

export const MADE_SCENES: Readonly<Record<"lunch" | "work", MadeScene>> = {
  lunch: { shift: "park", people: 16, from: "11:00", minutes: 30 },
  work: { shift: "park", people: 11, from: "09:10", minutes: 30 },
};

/**
 * pairs: distances of pairs; drawn turns: places, but the turn of a body is drawn for each pair, and so is how a token is worn, once for
 * ever; plane: places, and a body turned once for all.
 */
export const MADE_OF = ["pairs", "drawn turns", "plane"] as const;
export type MadeOf = (typeof MADE_OF)[number];

/** The recorded phones sent every quarter of a second and heard about one in ten of each other's packets. */
const PACKET_EVERY_MS = 2500;
const CHANNELS = 3;

/** Packets of a scene, distances known; `power` is the mean RSSI at 1 m. */
export function madeRecording(
  { shift, people, from, minutes }: MadeScene,
  madeOf: MadeOf,
  parameters: RadioParameters,
  { seed, power }: { readonly seed: number; readonly power: number },
): RecordedPacket[] {
  const geometry: Geometry = madeOf === "pairs" ? "pairs" : "plane";
  const day = playShift(shift, { people, seed, geometry });
  const scene = madeOf === "drawn turns" ? withoutTurns(sceneOf(day, seed)) : sceneOf(day, seed);
  const propagation = new Propagation(scene, parameters, hash(seed, 1));
  const [hours, minute] = from.split(":").map(Number) as [number, number];
  const startAt = Date.parse(`${day.date}T00:00:00Z`) + (hours - 7) * HOUR_MS + minute * MINUTE_MS;
  const packets: RecordedPacket[] = [];
  for (let a = 0; a < people; a++)
    for (let b = 0; b < people; b++) {
      if (a === b) continue;
      for (let i = 0; i * PACKET_EVERY_MS < minutes * MINUTE_MS; i++) {
        const word = hash(seed, 2, a, b, i);
        const at = startAt + (i + unitOf(word)) * PACKET_EVERY_MS;
        const pair = propagation.pairAt(a, b, at);
        const channel = hash(word, 1) % CHANNELS;
        const rssi =
          power +
          propagation.wearerOffset(a, at) +
          propagation.wearerOffset(b, at) -
          propagation.loss(pair) +
          propagation.channelOffset(pair, channel) +
          parameters.fadingSdDb * normalOf(hash(word, 2));
        const metres = scene.relation(a, b, at)?.metres;
        if (metres === undefined || rssi < TRUNCATION_DBM) continue;
        packets.push({
          receiver: `p${b}`,
          transmitter: `p${a}`,
          at: at - startAt,
          rssi: Math.round(rssi),
          metres,
        });
      }
    }
  return packets.sort((x, y) => x.at - y.at);
}

const withoutTurns = (scene: Surroundings): Surroundings => ({
  day: scene.day,
  roomAt: (person, t) => scene.roomAt(person, t),
  relation: (x, y, t) => {
    const relation = scene.relation(x, y, t);
    if (!relation) return undefined;
    const { turned: _, ...rest } = relation;
    return rest;
  },
});
