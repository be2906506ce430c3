/** The old token's wearing ends, the new one's begins: one label, one press. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/stations.ts";
import { NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { Outcome } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { LabelInput } from "./LabelInput.tsx";
import { type CheckedToken, mayBeHandedOut, TokenCheck } from "./TokenCheck.tsx";

interface ReplacementProps {
  readonly person: RosterEntry;
  readonly serial: number;
  readonly ending: "lost" | "replaced";
  readonly onDone: (text: string, outcome: Outcome) => void;
  readonly onWithout: () => void;
}

export function Replacement({ person, serial, ending, onDone, onWithout }: ReplacementProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [isSame, setSame] = useState(false);
  const [stopped, setStopped] = useState<CheckedToken>();
  const work = useWork();
  const replace = (fresh: number) =>
    work.run(async () => {
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
      // In this order a break between the two leaves nobody without a token; pressing again mends it.
      await registry.handOut(fresh, person.id, false);
      const outcome = await registry.end(serial, person.id, ending);
      const say = ending === "lost" ? t.lostDone : t.replaced;
      onDone(say(person.name, tokenName(serial), tokenName(fresh)), outcome);
    });
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
