/** Persons and tokens with and without a network: without one from the roster held ahead, and what is done is sealed. */

import type { FormWork } from "../../../contract/forms.ts";
import { matchesName } from "../../../contract/names.ts";
import type { RosterEntry } from "../../../contract/stations.ts";
import { sealForm } from "../../../station/seal-form.ts";
import { NoNetwork } from "../../shared/api.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Outbox } from "../local-store/outbox.ts";
import { NOBODY_IS_TURNED_AWAY } from "../texts/nobody.ts";
import { byGivenName } from "./names.ts";
import { stateOf } from "./online-registry.ts";
import type { Clock, Outcome, Registry } from "./types.ts";

interface RegistryParts {
  readonly online: Registry;
  readonly holdings: Holdings;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly account: string;
  readonly onChange: () => void;
}

export function stationRegistry({
  online,
  holdings,
  outbox,
  clock,
  account,
  onChange,
}: RegistryParts): Registry {
  const wears = (serial: number, person: string) => (persons: readonly RosterEntry[]) =>
    withoutToken(serial)(persons).map((one) => (one.id === person ? { ...one, serial } : one));
  const withoutToken = (serial: number) => (persons: readonly RosterEntry[]) =>
    persons.map((one) => {
      const { serial: worn, ...rest } = one;
      return worn === serial ? rest : one;
    });

  const keep = async (work: FormWork): Promise<Outcome> => {
    const key = holdings.basics?.formKey;
    if (!key) throw new NoNetwork();
    const id = crypto.randomUUID();
    const at = clock.now();
    const sealed = await sealForm({ id, at, ...work }, key);
    await outbox.keepForm({ id, account, kind: work.kind, sealed, at });
    onChange();
    return "kept";
  };

  const orHeld = async <T>(work: () => Promise<T>, held: () => T | undefined | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof NoNetwork)) throw error;
      const found = await held();
      if (found === undefined) throw error;
      return found;
    }
  };

  return {
    search: (text) =>
      orHeld(
        () => online.search(text),
        () => holdings.ahead?.persons.filter(({ name }) => matchesName(text, name)).sort(byGivenName),
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
    addPerson: (person, consent) =>
      orHeld(
        () => online.addPerson(person, consent),
        async () => {
          const id = crypto.randomUUID();
          const unit = holdings.basics?.place.id;
          const outcome = await keep({
            kind: "person",
            person: { id, unit, ...person },
            consent: { ...consent },
          });
          const { name, birth, hamlet, group } = person;
          const short = { id, name, birth, ...(hamlet ? { hamlet } : {}), ...(group ? { group } : {}) };
          await holdings.note((persons) => [...persons, short]);
          return { id, outcome };
        },
      ),
    async handOut(serial, person, handOver) {
      const outcome = await orHeld(
        () => online.handOut(serial, person, handOver),
        () => keep({ kind: "hand-out", serial, person, handOver }),
      );
      await holdings.note(wears(serial, person));
      return outcome;
    },
    async end(serial, person, endedBy) {
      const outcome = await orHeld(
        () => online.end(serial, person, endedBy),
        () => keep({ kind: "end", serial, person, endedBy }),
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
