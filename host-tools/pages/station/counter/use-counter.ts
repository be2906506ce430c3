/** One hand-out after another: whom, asked, which token; then at once the next. A household goes through it one by one. */
import { useEffect } from "preact/hooks";
import type { CardHolder } from "../../../contract/card-codes.ts";
import type { PlannedPerson } from "../../../contract/lists.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { StockDoubt } from "../../../contract/stock.ts";
import { likenessOf } from "../../../contract/texts.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import { dayText } from "../../shared/dates.ts";
import type { Both } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import type { Answers } from "../people/ConsentStep.tsx";
import type { TypedSoFar } from "../people/PersonFields.tsx";
import { isChildIn, NO_FIELDS, personOf, typedOf, withGuardian, wrongIn } from "../people/person-fields.ts";
import type { Newcomer } from "../people/use-hand-out.ts";
import { useJourney } from "../services/journey.ts";
import { entryOf } from "../services/resembling.ts";
import { useStation } from "../services/station-context.ts";
import type { HeardConsent, NewIds, Outcome, TypedPerson } from "../services/types.ts";
import { LikelyDoubles, StockDoubts, WearsOther } from "../services/undecided.ts";

/** Who collects for a household, and what the household has got so far. */
export interface Family {
  readonly collector: string;
  readonly got: readonly { readonly name: string; readonly serial: number }[];
}

export interface Done {
  readonly serial: number;
  readonly person: RosterEntry;
  readonly outcome: Outcome;
}

interface Asked extends Newcomer {
  readonly ids: NewIds;
}

type Kind =
  | { readonly kind: "who"; readonly last?: Done; readonly refused?: Both<string> }
  | ({ readonly kind: "form"; readonly ids: NewIds; readonly typed: TypedSoFar } & Pick<Asked, "planned">)
  | ({
      readonly kind: "doubles";
      readonly found: ConstructorParameters<typeof LikelyDoubles>[0];
      /** Said already where the server asked only then. */
      readonly agreed?: { readonly consent: HeardConsent; readonly serial: number };
    } & Asked)
  | ({ readonly kind: "ask"; readonly another: boolean; readonly answers?: Answers } & Asked)
  /** They have consented before. */
  | { readonly kind: "label"; readonly person: RosterEntry }
  | {
      readonly kind: "others";
      readonly person: RosterEntry;
      readonly serial: number;
      readonly serials: readonly number[];
    }
  | {
      readonly kind: "stock";
      readonly person: RosterEntry;
      readonly serial: number;
      readonly others: OtherTokens;
      readonly doubt: StockDoubt;
    };
export type CounterStep = Kind & { readonly family?: Family };
type Of<K extends Kind["kind"]> = Extract<Kind, { kind: K }>;

const newIds = (): NewIds => ({ id: crypto.randomUUID(), key: crypto.randomUUID() });

/** What of a person is text. */
const textsOf = ({ name, phone = "", hamlet = "", group = "" }: TypedPerson) => ({
  name,
  phone,
  hamlet,
  group,
});

const typedFrom = (fields: Partial<typeof NO_FIELDS>): TypedSoFar => ({
  fields: { ...NO_FIELDS, ...fields },
  isPhoneShared: false,
});

/** How far it has come. */
function useCounterJourney() {
  const journey = useJourney<CounterStep>("counter", () => ({ kind: "who" }));
  const work = useWork();
  const { step } = journey;
  useEffect(() => work.clear(), [step?.kind]);
  const family = step?.family;
  const kept = family ? { family } : {};
  return { journey, work, family, kept, go: (next: Kind) => journey.go({ ...next, ...kept }) };
}
type At = ReturnType<typeof useCounterJourney>;

/** Who it is, and whether they are there already. */
function useWhom({ family, go }: At) {
  const { registry, clock } = useStation().station;
  /** Asks at once where nothing is missing, else shows the form first. */
  const begin = async ({ fields: given, isPhoneShared }: TypedSoFar, planned?: PlannedPerson) => {
    const today = dayInProvince(clock.now());
    const fields = withGuardian(given, today, family?.collector);
    const row = planned ? { planned } : {};
    const isChild = isChildIn(fields, today);
    const hasGuardian = isChild || fields.guardian !== "";
    const isWhole = Object.keys(wrongIn(fields, today, { isChild, hasGuardian })).length === 0;
    if (!isWhole) return go({ kind: "form", ids: newIds(), typed: { fields, isPhoneShared }, ...row });
    await look({ ids: newIds(), person: personOf(fields, isPhoneShared, hasGuardian), isChild, ...row });
  };
  const look = async (asked: Asked) => {
    const found = await registry.doubles(asked.person);
    go(found.length > 0 ? { kind: "doubles", found, ...asked } : { kind: "ask", another: false, ...asked });
  };
  return { begin, look };
}

/** What is done at the end of each. */
function useGiving({ journey: { finish }, family, go }: At) {
  const { registry } = useStation().station;
  const handOver = async (person: RosterEntry, serial: number, others: OtherTokens = [], anyway = false) => {
    try {
      const outcome = await registry.handOut(serial, person.id, { handOver: false, others, anyway });
      const got = family && { ...family, got: [...family.got, { name: person.name, serial }] };
      finish({ kind: "who", last: { serial, person, outcome }, ...(got ? { family: got } : {}) });
    } catch (error) {
      if (error instanceof WearsOther) go({ kind: "others", person, serial, serials: error.serials });
      else if (error instanceof StockDoubts)
        go({ kind: "stock", person, serial, others, doubt: error.doubt });
      else throw error;
    }
  };
  const addAndGive = async (asked: Asked, another: boolean, consent: HeardConsent, serial: number) => {
    const { ids, person, isChild, planned } = asked;
    try {
      await registry.addPerson(person, consent, another, ids, planned);
    } catch (error) {
      if (!(error instanceof LikelyDoubles)) throw error;
      const row = planned ? { planned } : {};
      const agreed = { consent, serial };
      return go({ kind: "doubles", found: error.persons, ids, person, isChild, ...row, agreed });
    }
    await handOver(entryOf(ids.id, person), serial);
  };
  return { handOver, addAndGive };
}

export function useCounter() {
  const at = useCounterJourney();
  const { journey, work, family, kept, go } = at;
  const { registry } = useStation().station;
  const { begin, look } = useWhom(at);
  const { handOver, addAndGive } = useGiving(at);
  const { step, finish } = journey;
  const onHolder = ({ name, birthYear }: CardHolder) =>
    work.run(async () => {
      // The one row of a list that says the same tells more than the card.
      const { planned } = await registry.planned(`${name} ${birthYear}`);
      const same = planned.filter(
        (one) => likenessOf(one.name) === likenessOf(name) && one.birth.startsWith(birthYear),
      );
      if (same.length === 1) await begin(typedOf(same[0]!), same[0]);
      else await begin(typedFrom({ name, birth: birthYear }));
    });
  return {
    journey,
    work,
    family,
    onHolder,
    onPlanned: (planned: PlannedPerson) => work.run(() => begin(typedOf(planned), planned)),
    onNew: (name: string, birth = "") =>
      go({ kind: "form", ids: newIds(), typed: typedFrom({ name, birth }) }),
    /** Somebody who cannot decide alone: whoever collects answers for them, and says what they are to them. */
    caredFor: ({ ids, person: { guardian: _, ...person }, planned }: Of<"ask">) =>
      go({
        kind: "form",
        ids,
        typed: typedFrom({
          ...textsOf(person),
          birth: dayText(person.birth),
          guardian: family?.collector ?? "",
        }),
        ...(planned ? { planned } : {}),
      }),
    onKnown: (person: RosterEntry) => go({ kind: "label", person }),
    look: (asked: Asked) => work.run(() => look(asked)),
    isAnother: ({ agreed, found: _, kind: __, ...asked }: Of<"doubles">) =>
      agreed
        ? work.run(() => addAndGive(asked, true, agreed.consent, agreed.serial))
        : go({ ...asked, kind: "ask", another: true }),
    agree: (step: Of<"ask">, consent: HeardConsent, serial: number) =>
      work.run(() => addAndGive(step, step.another, consent, serial)),
    give: (person: RosterEntry, serial: number, others?: OtherTokens, anyway = false) =>
      work.run(() => handOver(person, serial, others, anyway)),
    refuse: (planned: PlannedPerson | undefined) =>
      work.run(async () => finish({ kind: "who", refused: await registry.refused(planned), ...kept })),
    /** Others of the household come next, or it is complete. */
    setFamily: (next: Family | undefined) => {
      if (step?.kind === "who") finish({ kind: "who", ...(next ? { family: next } : {}) });
    },
  };
}
