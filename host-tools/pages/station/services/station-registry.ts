/** Persons and tokens with and without a network: without one from the roster held ahead, and what is done is sealed. */

import type { FormWork } from "../../../contract/forms.ts";
import type { RosterEntry } from "../../../contract/stations.ts";
import { tidied } from "../../../contract/texts.ts";
import { sealForm } from "../../../station/seal-form.ts";
import { NoNetwork } from "../../shared/api.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Outbox } from "../local-store/outbox.ts";
import { NOBODY_IS_TURNED_AWAY } from "../texts/nobody.ts";
import { byGivenName, searched } from "./names.ts";
import { stateOf } from "./online-registry.ts";
import type { Clock, HeardConsent, Outcome, Registry, TypedPerson } from "./types.ts";

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
    addPerson(typed, consent) {
      const person = tidied(typed);
      return orHeld(
        () => online.addPerson(person, consent),
        () => addHere(parts, person, consent),
      );
    },
    async handOut(serial, person, handOver) {
      const outcome = await orHeld(
        () => online.handOut(serial, person, handOver),
        () => keepForm(parts, { kind: "hand-out", serial, person, handOver }),
      );
      await holdings.note(wears(serial, person));
      return outcome;
    },
    async end(serial, person, endedBy) {
      const outcome = await orHeld(
        () => online.end(serial, person, endedBy),
        () => keepForm(parts, { kind: "end", serial, person, endedBy }),
      );
      await holdings.note(withoutToken(serial));
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

async function addHere(parts: RegistryParts, person: TypedPerson, consent: HeardConsent) {
  const { holdings } = parts;
  const id = crypto.randomUUID();
  const unit = holdings.basics?.place.id;
  const outcome = await keepForm(parts, {
    kind: "person",
    person: { id, unit, ...person },
    consent: { ...consent },
  });
  const { name, birth, hamlet, group } = person;
  const short = { id, name, birth, ...(hamlet ? { hamlet } : {}), ...(group ? { group } : {}) };
  await holdings.note((persons) => [...persons, short]);
  return { id, outcome };
}

const withoutToken = (serial: number) => (persons: readonly RosterEntry[]) =>
  persons.map((one) => {
    const { serial: worn, ...rest } = one;
    return worn === serial ? rest : one;
  });

const wears = (serial: number, person: string) => (persons: readonly RosterEntry[]) =>
  withoutToken(serial)(persons).map((one) => (one.id === person ? { ...one, serial } : one));
