/** Persons and tokens with and without a network: without one from the roster held ahead, and what is done is sealed. */

import type { FormWork } from "../../../contract/forms.ts";
import { tidied } from "../../../contract/texts.ts";
import { sealForm } from "../../../station/seal-form.ts";
import { NoNetwork } from "../../shared/api.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Outbox } from "../local-store/outbox.ts";
import { NOBODY_IS_TURNED_AWAY } from "../texts/nobody.ts";
import { firstGiven, withAnswer } from "./given.ts";
import { byGivenName, searched } from "./names.ts";
import { stateOf } from "./online-registry.ts";
import { entryOf, resemblingOf } from "./resembling.ts";
import type {
  Clock,
  HandingOver,
  HeardAnswer,
  HeardConsent,
  Outcome,
  Registry,
  TypedPerson,
} from "./types.ts";
import { endedOf, LikelyDoubles, undecided, WearsOther } from "./undecided.ts";
import { withoutToken, withToken } from "./worn.ts";

interface RegistryParts {
  readonly online: Registry;
  readonly holdings: Holdings;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly account: string;
  readonly onChange: () => void;
}

export function stationRegistry(parts: RegistryParts): Registry {
  const { online, holdings } = parts;
  return {
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
    answer: (person, answer) => answerOf(parts, person, answer),
    addPerson(typed, consent, another) {
      const person = tidied(typed);
      return orHeld(
        () => online.addPerson(person, consent, another),
        () => addHere(parts, person, consent, another),
      );
    },
    async handOut(serial, person, how) {
      const outcome = await orHeld(
        () => online.handOut(serial, person, how),
        () => handOutHere(parts, serial, person, how),
      );
      await holdings.note((persons) => withToken(persons, person, serial, endedOf(how.others)));
      return outcome;
    },
    async end(serial, person, endedBy) {
      const outcome = await orHeld(
        () => online.end(serial, person, endedBy),
        () => keepForm(parts, { kind: "end", serial, person, endedBy }),
      );
      await holdings.note((persons) => withoutToken(persons, serial));
      return outcome;
    },
    everybody: () =>
      orHeld(
        () => online.everybody(),
        () => holdings.ahead && [...holdings.ahead.persons].sort(byGivenName),
      ),
    // Who comes is decided with the other place: only with a network.
    coming: () => online.coming(),
    takeIn: (coming, accepted) => online.takeIn(coming, accepted),
    refused: () =>
      orHeld(
        () => online.refused(),
        () => NOBODY_IS_TURNED_AWAY,
      ),
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

/** Seals what was done, to be sent later. Throws NoNetwork where this computer has no key for it yet. */
async function keepForm(parts: RegistryParts, work: FormWork): Promise<Outcome> {
  const { holdings, outbox, clock, account, onChange } = parts;
  const key = holdings.basics?.formKey;
  if (!key) throw new NoNetwork();
  const id = crypto.randomUUID();
  const at = clock.now();
  const sealed = await sealForm({ id, at, ...work }, key);
  await outbox.keepForm({ id, account, kind: work.kind, sealed, at });
  onChange();
  return "kept";
}

async function handOutHere(
  parts: RegistryParts,
  serial: number,
  person: string,
  { handOver, others }: HandingOver,
): Promise<Outcome> {
  const held = parts.holdings.ahead?.persons.find(({ id }) => id === person);
  const open = undecided(held?.serials ?? [], serial, others);
  if (open.length > 0) throw new WearsOther(open);
  return keepForm(parts, { kind: "hand-out", serial, person, handOver, others: [...others] });
}

async function addHere(parts: RegistryParts, person: TypedPerson, consent: HeardConsent, another: boolean) {
  const { holdings } = parts;
  const doubles = another ? [] : resemblingOf(person, holdings.ahead?.persons ?? []);
  if (doubles.length > 0) throw new LikelyDoubles(doubles);
  const id = crypto.randomUUID();
  const unit = holdings.basics?.place.id;
  const outcome = await keepForm(parts, {
    kind: "person",
    person: { id, unit, ...person },
    consent: { ...consent },
    another,
  });
  const short = { ...entryOf(id, person), given: firstGiven(consent.optional) };
  await holdings.note((persons) => [...persons, short]);
  return { id, outcome };
}

async function answerOf(parts: RegistryParts, person: string, answer: HeardAnswer): Promise<Outcome> {
  const outcome = await orHeld(
    () => parts.online.answer(person, answer),
    () => keepForm(parts, { kind: "consent", person, answer: { ...answer } }),
  );
  await parts.holdings.note((persons) => withAnswer(persons, person, answer));
  return outcome;
}
