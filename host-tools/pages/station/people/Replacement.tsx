/** The old token's wearing ends, the new one's begins: one label, one press. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { StockDoubt } from "../../../contract/stock.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import { NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { Outcome, Registry } from "../services/types.ts";
import { StockDoubts, WearsOther } from "../services/undecided.ts";
import { PEOPLE } from "../texts/people.ts";
import { LabelInput } from "./LabelInput.tsx";
import { StockQuestion } from "./StockQuestion.tsx";
import { type CheckedToken, mayBeHandedOut, TokenCheck } from "./TokenCheck.tsx";

interface ReplacementProps {
  readonly person: RosterEntry;
  readonly serial: number;
  readonly ending: "lost" | "replaced";
  readonly onDone: (text: string, outcome: Outcome, fresh: number) => void;
  readonly onWithout: () => void;
}

interface Replaced {
  readonly serial: number;
  readonly fresh: number;
  readonly ending: "lost" | "replaced";
  readonly anyway: boolean;
}

/** Both at once: nobody is left without a token half-way. Others that they wear they go on wearing. */
async function replaced(
  registry: Registry,
  { id, serials = [] }: RosterEntry,
  { serial, fresh, ending, anyway }: Replaced,
): Promise<Outcome> {
  const others = (worn: readonly number[]): OtherTokens => [
    { serial, what: ending },
    ...worn.filter((one) => one !== serial && one !== fresh).map(wornToo),
  ];
  const give = (worn: readonly number[]) =>
    registry.handOut(fresh, id, { handOver: false, others: others(worn), anyway });
  try {
    return await give(serials);
  } catch (error) {
    if (!(error instanceof WearsOther)) throw error;
    return give([...serials, ...error.serials]);
  }
}

const wornToo = (serial: number) => ({ serial, what: "worn-too" }) as const;

export function Replacement({ person, serial, ending, onDone, onWithout }: ReplacementProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [isSame, setSame] = useState(false);
  const [stopped, setStopped] = useState<CheckedToken>();
  const [doubted, setDoubted] = useState<{ readonly fresh: number; readonly doubt: StockDoubt }>();
  const work = useWork();
  const replace = (fresh: number, anyway = false) =>
    work.run(async () => {
      setDoubted(undefined);
      setSame(fresh === serial);
      if (fresh === serial) return;
      const state = await registry.token(fresh).catch((error) => {
        if (error instanceof NoNetwork) return undefined;
        throw error;
      });
      const token = { serial: fresh, state };
      // Somebody else's token is not given away in passing.
      const isFree = mayBeHandedOut(token) && (!state?.wearer || state.wearer.id === person.id);
      setStopped(isFree ? undefined : token);
      if (!isFree) return;
      let outcome: Outcome;
      try {
        outcome = await replaced(registry, person, { serial, fresh, ending, anyway });
      } catch (error) {
        if (!(error instanceof StockDoubts)) throw error;
        return setDoubted({ fresh, doubt: error.doubt });
      }
      const say = ending === "lost" ? t.lostDone : t.replaced;
      onDone(say(person.name, tokenName(serial), tokenName(fresh)), outcome, fresh);
    });
  if (doubted)
    return (
      <StockQuestion
        given={doubted.fresh}
        doubt={doubted.doubt}
        work={work}
        onAnyway={() => replace(doubted.fresh, true)}
        onOther={() => setDoubted(undefined)}
      />
    );
  return (
    <div class="stack">
      <p class="result">{(ending === "lost" ? t.lostNow : t.replaceNow)(person.name, tokenName(serial))}</p>
      <Failure error={work.error} />
      {isSame && (
        <Notice tone="amber" live>
          <p>{t.sameToken}</p>
        </Notice>
      )}
      {stopped && <TokenCheck token={stopped} onOther={() => setStopped(undefined)} />}
      <LabelInput label={t.newToken} onSerial={replace} isBusy={work.isBusy} />
      <button type="button" class="button quiet" disabled={work.isBusy} onClick={onWithout}>
        {t.withoutNew}
      </button>
    </div>
  );
}
