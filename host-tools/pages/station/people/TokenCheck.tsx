/** Whether a token can be handed out: free, worn by somebody here, worn elsewhere, unknown, or not to be checked now. */
import { Notice } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import type { TokenState } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";

export interface CheckedToken {
  readonly serial: number;
  /** Undefined where it could not be checked without a network. */
  readonly state: TokenState | undefined;
}

export function mayBeHandedOut({ state }: CheckedToken): boolean {
  return state === undefined || (state.isKnown && !state.isElsewhere);
}

interface TokenCheckProps {
  readonly token: CheckedToken;
  readonly onOther: () => void;
}

export function TokenCheck({ token, onOther }: TokenCheckProps) {
  const t = useTexts(PEOPLE);
  const { state, serial } = token;
  return (
    <div class="stack">
      <div class="row apart">
        <TokenTag serial={serial} />
        <button type="button" class="button quiet" onClick={onOther}>
          {t.otherToken}
        </button>
      </div>
      {!state && (
        <Notice tone="note">
          <p>{t.tokenUnchecked}</p>
        </Notice>
      )}
      {state && !state.isKnown && (
        <Notice tone="red">
          <p>{t.tokenUnknown}</p>
        </Notice>
      )}
      {state?.isElsewhere && (
        <Notice tone="red">
          <p>{t.tokenElsewhere}</p>
        </Notice>
      )}
      {state?.wearer && (
        <Notice tone="amber" title={t.tokenWorn(state.wearer.name)}>
          <p>{t.handOverLead}</p>
        </Notice>
      )}
      {state?.isKnown && !state.isElsewhere && !state.wearer && (
        <Notice tone="green">
          <p>{t.tokenFree}</p>
        </Notice>
      )}
    </div>
  );
}
