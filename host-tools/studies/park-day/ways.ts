/** How tokens are worn, as far as recordings tell: what the place costs, where on the body it is, how much wearers differ. */
import { hash, unitOf } from "../../lib/random.ts";
import { RADIO_PARAMETERS, type RadioParameters, WEARINGS } from "../../world/radio-parameters.ts";
import type { Places, Surroundings } from "../../world/scene.ts";
import { WEARING } from "../nearness/wearing.ts";

/** One person's token. */
interface Place {
  /** Beyond the usual, dB. */
  readonly lossDb: number;
  /** From the front of the body to where the token is, degrees. */
  readonly degrees: number;
}

interface Way {
  readonly title: string;
  readonly parameters: RadioParameters;
  readonly placeOf: (person: number, seed: number) => Place;
}

const BEHIND = 180;
const IN_FRONT: Place = { lossDb: 0, degrees: 0 };
const chance = (person: number, seed: number, word: number) => unitOf(hash(seed, 41, person, word));
const pocket = (person: number, seed: number): Place =>
  chance(person, seed, 1) < 0.5
    ? { lossDb: WEARING["front pocket"].lossDb, degrees: 0 }
    : { lossDb: WEARING["back pocket"].lossDb, degrees: BEHIND };
/** A bag hangs on any side. */
const bag = (person: number, seed: number): Place => ({
  lossDb: WEARING.purse.lossDb,
  degrees: BEHIND * chance(person, seed, 2),
});

export const WAYS = {
  anyhow: { title: "anyhow", parameters: RADIO_PARAMETERS, placeOf: () => IN_FRONT },
  lanyard: { title: "all on lanyards in front", parameters: WEARINGS.lanyards, placeOf: () => IN_FRONT },
  pocket: { title: "all in pockets, front or back", parameters: WEARINGS.lanyards, placeOf: pocket },
  bag: { title: "all in bags", parameters: WEARINGS.lanyards, placeOf: bag },
  mixed: {
    title: "a third each: lanyard, pocket, bag",
    parameters: WEARINGS.lanyards,
    placeOf: (person, seed) => [() => IN_FRONT, pocket, bag][person % 3]!(person, seed),
  },
} as const satisfies Record<string, Way>;
export type WayName = keyof typeof WAYS;

/** The scene as tokens see it: a body turns the token away that is worn behind. Which side of the body it is on is drawn for each pair. */
export function asWorn(scene: Places, { placeOf }: Way, seed: number): Surroundings {
  const places = scene.day.people.map((_, person) => placeOf(person, seed));
  if (places.every(({ degrees }) => degrees === 0)) return scene;
  return {
    day: scene.day,
    roomAt: (person, t) => scene.roomAt(person, t),
    putOn: (person, t) => scene.putOn?.(person, t),
    relation: (x, y, t) => {
      const relation = scene.relation(x, y, t);
      if (!relation?.turned) return relation;
      const [a, b] = [Math.min(x, y), Math.max(x, y)];
      const turned = [
        shifted(relation.turned[0], places[a]!.degrees, hash(seed, 42, a, b)),
        shifted(relation.turned[1], places[b]!.degrees, hash(seed, 42, b, a)),
      ] as const;
      return { ...relation, turned };
    },
  };
}

/** Degrees, 0..180, between the token and the line to the other; `side` decides whether it lies this way round or that. */
function shifted(turned: number, degrees: number, side: number): number {
  const around = Math.abs(turned + (side % 2 === 0 ? degrees : -degrees)) % 360;
  return around > 180 ? 360 - around : around;
}

/** Throws RangeError for another word. */
export function wayNamed(word: string): WayName {
  const found = (Object.keys(WAYS) as WayName[]).find((name) => name === word);
  if (!found) throw new RangeError(`way must be one of ${Object.keys(WAYS).join(", ")}, not "${word}"`);
  return found;
}
