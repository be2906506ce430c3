/** Persons and tokens with and without a network: without one from the roster held ahead, and what is done is sealed. */

import type { PlannedPerson } from "../../../contract/lists.ts";
import { tidied } from "../../../contract/texts.ts";
import { NoNetwork } from "../../shared/api.ts";
import { NOBODY_IS_TURNED_AWAY } from "../texts/nobody.ts";
import { type DeedParts, perform } from "./deeds.ts";
import { firstGiven, withAnswer } from "./given.ts";
import { belongingsOf } from "./groups.ts";
import { byGivenName, searched } from "./names.ts";
import { type OnlineRegistry, stateOf } from "./online-registry.ts";
import { entryOf, resemblingOf } from "./resembling.ts";
import type { Registry } from "./types.ts";
import { endedOf, LikelyDoubles, undecided, WearsOther } from "./undecided.ts";
import { withoutToken, withToken } from "./worn.ts";

interface RegistryParts extends DeedParts {
  /** Where new persons belong. */
  readonly unit: string;
  readonly online: OnlineRegistry;
}

export function stationRegistry(parts: RegistryParts): Registry {
  const { online, holdings } = parts;
  return {
    ...deedsOf(parts),
    search: (text, skip = 0) =>
      orHeld(
        () => online.search(text, skip),
        () => holdings.ahead && { ...searched(holdings.ahead.persons, text, skip), isHeld: true },
      ),
    token: (serial) =>
      orHeld(
        () => online.token(serial),
        () => {
          const held = holdings.token(serial);
          return held && stateOf(serial, held);
        },
      ),
    consent: () =>
      orHeld(
        () => online.consent(),
        () => holdings.basics?.consent,
      ),
    doubles(typed) {
      const person = tidied(typed);
      return orHeld(
        () => online.doubles(person),
        () => resemblingOf(person, holdings.ahead?.persons ?? []),
      );
    },
    belongings: async () => belongingsOf(holdings.ahead?.persons ?? []),
    everybody: () =>
      orHeld(
        () => online.everybody(),
        () => holdings.ahead && [...holdings.ahead.persons].sort(byGivenName),
      ),
    // Who comes is decided with the other place: only with a network.
    coming: () => online.coming(),
    takeIn: (coming, accepted) => online.takeIn(coming, accepted),
    questions: () => online.questions(),
    uptake: () => online.uptake(),
    settle: (doubted, at) => online.settle(doubted, at),
    areTwo: (person, other) => online.areTwo(person, other),
    planned: (text) =>
      orHeld(
        () => online.planned(text),
        () => NOBODY_PLANNED,
      ),
    refused: (planned) =>
      orHeld(
        () => online.refused(planned),
        // A row is deleted with a network, or it would stay.
        () => (planned ? undefined : NOBODY_IS_TURNED_AWAY),
      ),
  };
}

const NOBODY_PLANNED = { planned: [], total: 0 };

/** Where somebody of a list belongs. */
function homeOf(planned: PlannedPerson | undefined) {
  if (!planned) return {};
  const { unit, organisation } = planned;
  return { unit, ...(organisation === undefined ? {} : { organisation }) };
}

/** What is done to people and tokens, each with its form. */
function deedsOf(
  parts: RegistryParts,
): Pick<Registry, "addPerson" | "answer" | "handOut" | "end" | "undoEnd"> {
  const { online, holdings } = parts;
  const held = () => holdings.ahead?.persons ?? [];
  return {
    async addPerson(typed, consent, another, { id, key }, planned) {
      const person = tidied(typed);
      const work = {
        kind: "person",
        person: { id, unit: parts.unit, ...homeOf(planned), ...person },
        consent: { ...consent },
        another,
        ...(planned ? { planned: planned.id } : {}),
      } as const;
      const outcome = await perform(parts, work, {
        key,
        ask: (key) => online.addPerson(work, key),
        mustBeDecided() {
          const doubles = another
            ? []
            : resemblingOf(
                person,
                held().filter((one) => one.id !== id),
              );
          if (doubles.length > 0) throw new LikelyDoubles(doubles);
        },
      });
      const short = { ...entryOf(id, person), given: firstGiven(consent.optional) };
      await holdings.note((persons) => [...persons.filter((one) => one.id !== id), short]);
      return outcome;
    },
    async answer(person, answer) {
      const work = { kind: "consent", person, answer: { ...answer } } as const;
      const outcome = await perform(parts, work, { ask: (key) => online.answer(work, key) });
      await holdings.note((persons) => withAnswer(persons, person, answer));
      return outcome;
    },
    async handOut(serial, person, { handOver, others, anyway = false }) {
      const how = { handOver, others: [...others], ...(anyway ? { anyway } : {}) };
      const work = { kind: "hand-out", serial, person, ...how } as const;
      const outcome = await perform(parts, work, {
        ask: (key) => online.handOut(work, key),
        mustBeDecided() {
          const worn = held().find(({ id }) => id === person)?.serials ?? [];
          const open = undecided(worn, serial, others);
          if (open.length > 0) throw new WearsOther(open);
        },
      });
      await holdings.note((persons) => withToken(persons, person, serial, endedOf(others)));
      return outcome;
    },
    async end(serial, person, endedBy) {
      const work = { kind: "end", serial, person, endedBy } as const;
      const outcome = await perform(parts, work, { ask: (key) => online.end(work, key) });
      await holdings.note((persons) => withoutToken(persons, serial));
      return outcome;
    },
    async undoEnd(serial, person) {
      const work = { kind: "end-undone", serial, person } as const;
      const outcome = await perform(parts, work, { ask: (key) => online.undoEnd(work, key) });
      await holdings.note((persons) => withToken(persons, person, serial, []));
      return outcome;
    },
  };
}

/** The server's answer, or without a network what is held here. Throws NoNetwork where nothing is. */
async function orHeld<T>(work: () => Promise<T>, held: () => T | undefined | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NoNetwork)) throw error;
    const found = await held();
    if (found === undefined) throw error;
    return found;
  }
}
