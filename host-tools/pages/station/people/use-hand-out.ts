/** How far a hand-out has come, and what each of its steps does. */
import { useEffect } from "preact/hooks";
import type { PlannedPerson } from "../../../contract/lists.ts";
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import type { StockDoubt } from "../../../contract/stock.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import { NoNetwork } from "../../shared/api.ts";
import type { Both } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useJourney } from "../services/journey.ts";
import { entryOf } from "../services/resembling.ts";
import { useStation } from "../services/station-context.ts";
import type { HandingOver, HeardConsent, NewIds, Outcome, Registry, TypedPerson } from "../services/types.ts";
import { LikelyDoubles, StockDoubts, WearsOther } from "../services/undecided.ts";
import type { Answers } from "./ConsentStep.tsx";
import type { TypedSoFar } from "./PersonFields.tsx";
import type { CheckedToken } from "./TokenCheck.tsx";

/** Somebody who is to be added. */
export interface Newcomer {
  readonly person: TypedPerson;
  readonly isChild: boolean;
  /** The row of a list that told of them. */
  readonly planned?: PlannedPerson;
}

/** Known since the first step. One way through the steps adds one person, however often somebody presses. */
interface Begun {
  readonly token: CheckedToken;
  readonly ids: NewIds;
}

export type HandOutStep =
  | { readonly kind: "token" }
  | (Begun &
      (
        | { readonly kind: "person" }
        | {
            readonly kind: "new";
            readonly name: string;
            readonly typed?: TypedSoFar;
            readonly planned?: PlannedPerson;
          }
        /** With the consent where they had agreed before it was asked. */
        | ({
            readonly kind: "doubles";
            readonly found: readonly Resembling[];
            readonly consent?: HeardConsent;
          } & Newcomer)
        | ({ readonly kind: "consent"; readonly another: boolean; readonly answers?: Answers } & Newcomer)
        | { readonly kind: "others"; readonly person: RosterEntry; readonly serials: readonly number[] }
        | {
            readonly kind: "stock";
            readonly person: RosterEntry;
            readonly others: OtherTokens;
            readonly doubt: StockDoubt;
          }
        | { readonly kind: "done"; readonly person: RosterEntry; readonly outcome: Outcome }
      ))
  | { readonly kind: "refused"; readonly say: Both<string> };

/** What is known of a token; undefined without a network. */
async function stateOf(serial: number, registry: Registry): Promise<CheckedToken["state"]> {
  try {
    return await registry.token(serial);
  } catch (error) {
    if (error instanceof NoNetwork) return undefined;
    throw error;
  }
}

const newIds = (): NewIds => ({ id: crypto.randomUUID(), key: crypto.randomUUID() });

/** How far it has come, and what each step does. `whom`: id of the person where it is known from the start. */
export function useHandOut(whom: string | undefined) {
  const { registry } = useStation().station;
  const journey = useJourney<HandOutStep>(whom ? `hand-out ${whom}` : "hand-out", () => ({ kind: "token" }));
  const { step, go, finish } = journey;
  const work = useWork();
  // What went wrong at one step is no word on the next.
  useEffect(() => work.clear(), [step?.kind]);

  const check = (serial: number) =>
    work.run(async () => {
      const token = { serial, state: await stateOf(serial, registry) };
      go({ kind: "person", token, ids: newIds() });
    });
  const handOver = async (begun: Begun, person: RosterEntry, how: HandingOver) => {
    try {
      const outcome = await registry.handOut(begun.token.serial, person.id, how);
      finish({ ...begun, kind: "done", person, outcome });
    } catch (error) {
      if (error instanceof WearsOther) go({ ...begun, kind: "others", person, serials: error.serials });
      else if (error instanceof StockDoubts)
        go({ ...begun, kind: "stock", person, others: how.others, doubt: error.doubt });
      else throw error;
    }
  };
  const give = (begun: Begun, person: RosterEntry, others: OtherTokens = [], anyway = false) =>
    work.run(async () => {
      const { wearer } = begun.token.state ?? {};
      const isAnothers = wearer !== undefined && wearer.id !== person.id;
      await handOver(begun, person, { handOver: isAnothers, others, anyway });
    });
  const look = (begun: Begun, newcomer: Newcomer) =>
    work.run(async () => {
      const found = await registry.doubles(newcomer.person);
      if (found.length > 0) go({ ...begun, kind: "doubles", found, ...newcomer });
      else go({ ...begun, kind: "consent", another: false, ...newcomer });
    });
  const addAndGive = (begun: Begun, newcomer: Newcomer, consent: HeardConsent, another: boolean) =>
    work.run(async () => {
      const { ids } = begun;
      const { person, planned } = newcomer;
      try {
        await registry.addPerson(person, consent, another, ids, planned);
        await handOver(begun, entryOf(ids.id, person), { handOver: true, others: [] });
      } catch (error) {
        if (!(error instanceof LikelyDoubles)) throw error;
        go({ ...begun, kind: "doubles", found: error.persons, ...newcomer, consent });
      }
    });
  const another = (
    begun: Begun,
    { person, isChild, planned, consent }: Newcomer & { readonly consent?: HeardConsent },
  ) => {
    const newcomer = { person, isChild, ...(planned ? { planned } : {}) };
    return consent
      ? addAndGive(begun, newcomer, consent, true)
      : go({ ...begun, kind: "consent", ...newcomer, another: true });
  };
  const refuse = (planned?: PlannedPerson) =>
    work.run(async () => finish({ kind: "refused", say: await registry.refused(planned) }));
  return { journey, work, check, give, look, another, addAndGive, refuse };
}
