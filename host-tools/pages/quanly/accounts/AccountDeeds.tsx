/** What can be done about an account: shut it out at once, let it in again, a new first password, another try. */
import { useState } from "preact/hooks";
import type { AccountLine, FirstPassword } from "../../../contract/staff.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import type { SlipLine } from "./Slips.tsx";

interface DeedsProps {
  readonly account: AccountLine;
  readonly told: (slip: SlipLine) => void;
  readonly again: () => void;
}

export function AccountDeeds({ account, told, again }: DeedsProps) {
  const t = useTexts(ACCOUNTS);
  const { api } = useQuanly();
  const work = useWork();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const path = `/api/staff/${account.id}`;
  const enable = (enabled: boolean) =>
    work.run(async () => {
      await api.send("PUT", path, { seen: { enabled: !enabled }, enabled });
      setSaid(enabled ? "" : t.disabledNow);
      again();
    });
  const unlock = () =>
    work.run(async () => {
      await api.send("POST", `${path}/unlock`);
      setSaid(t.unlocked);
      again();
    });
  const reset = () =>
    work.run(async () => {
      const { login, name, role, place } = account;
      const { firstPassword, waits } = await api.send<FirstPassword>("POST", `${path}/reset`);
      told({ login, name, role, place, firstPassword, waits });
    });
  return (
    <div class="stack" data-testid="deeds">
      <div class="row">
        {account.enabled ? (
          <button type="button" class="button danger" disabled={work.isBusy} onClick={() => enable(false)}>
            {t.disable}
          </button>
        ) : (
          <button type="button" class="button" disabled={work.isBusy} onClick={() => enable(true)}>
            {said === "" ? t.enable : t.undo}
          </button>
        )}
        <button type="button" class="button" disabled={work.isBusy} onClick={() => setAsking(true)}>
          {t.reset}
        </button>
        {account.lockedUntil !== undefined && (
          <button type="button" class="button" disabled={work.isBusy} onClick={unlock}>
            {t.unlock}
          </button>
        )}
      </div>
      {account.enabled && <p class="soft">{t.disableLead}</p>}
      <p role="status">{said}</p>
      {isAsking && <Sure text={t.resetSure} isBusy={work.isBusy} yes={reset} no={() => setAsking(false)} />}
      <Failure error={work.error} />
    </div>
  );
}
