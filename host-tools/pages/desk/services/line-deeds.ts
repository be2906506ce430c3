/** Who calls a contact of the list: one line is claimed, given to a colleague, taken back, and put back as it was. */
import { createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import type { Board } from "../../../contract/board.ts";
import type { Claimed } from "../../../contract/calls.ts";
import type { ContactView } from "../../../contract/contacts.ts";
import type { Api } from "../../shared/api.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAnswer, useDesk } from "./desk-context.ts";

type Callers = Board["callers"];
type Line = Pick<ContactView, "key" | "label"> & { readonly claim?: ContactView["claim"] | undefined };

/** What became of the last deed: whose the line is now, or that somebody else was quicker. */
type LineTold =
  | { readonly kind: "held"; readonly label: string; readonly by: string | undefined }
  | { readonly kind: "free"; readonly label: string }
  | { readonly kind: "meanwhile"; readonly label: string; readonly by: string | undefined };

interface LineDeeds {
  /** Accounts that call. */
  readonly callers: Callers;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly told: LineTold | undefined;
  /** Makes the line somebody's, or nobody's. */
  hold(line: Line, holder: string | undefined): void;
  /** Puts the line of the last deed back as it was before; undefined where nothing was done. */
  readonly undo: (() => void) | undefined;
  /** Callers hold other lines than they did. */
  changed(): void;
}

const LineDeedsContext = createContext<LineDeeds | undefined>(undefined);
export const LineDeedsProvider = LineDeedsContext.Provider;

export function useLineDeeds(): LineDeeds {
  return useContext(LineDeedsContext)!;
}

/** The claim that a line has from then on, undefined where nobody holds it; or who holds it in place of what was seen. */
type Answered =
  | { readonly isDone: true; readonly claim: ContactView["claim"] }
  | { readonly isDone: false; readonly by: string | undefined };

async function sendHolder(
  api: Api,
  of: string,
  { key, claim }: Line,
  holder: string | undefined,
): Promise<Answered> {
  if (holder === undefined) {
    const path = `/api/cases/${of}/contacts/${encodeURIComponent(key)}/claim`;
    const { isReleased } = await api.send<{ isReleased: boolean }>("DELETE", `${path}?seen=${claim?.claim}`);
    return isReleased ? { isDone: true, claim: undefined } : { isDone: false, by: undefined };
  }
  const wanted = { keys: [key], to: holder, seen: claim ? [claim.claim] : [] };
  const { lines, held } = await api.send<Claimed>("POST", `/api/cases/${of}/claims`, wanted);
  return lines[0] ? { isDone: true, claim: lines[0] } : { isDone: false, by: held[0]?.by };
}

/** `reload` reads the list again. */
export function useMadeLineDeeds(of: string, reload: () => void): LineDeeds {
  const { api } = useDesk();
  const board = useAnswer<Board>("/api/board");
  const work = useWork();
  const [told, setTold] = useState<LineTold>();
  const [before, setBefore] = useState<{ readonly line: Line; readonly holder: string | undefined }>();
  const changed = () => {
    board.again();
    reload();
  };
  const hold = (line: Line, holder: string | undefined, isUndo = false) =>
    work.run(async () => {
      const { label } = line;
      const answered = await sendHolder(api, of, line, holder);
      if (!answered.isDone) setTold({ kind: "meanwhile", label, by: answered.by });
      else if (answered.claim) setTold({ kind: "held", label, by: answered.claim.by });
      else setTold({ kind: "free", label });
      const canUndo = answered.isDone && !isUndo;
      setBefore(
        canUndo ? { line: { ...line, claim: answered.claim }, holder: line.claim?.holder } : undefined,
      );
      changed();
    });
  return {
    callers: board.value?.callers ?? [],
    isBusy: work.isBusy,
    error: work.error,
    told,
    hold: (line, holder) => hold(line, holder),
    undo: before && (() => hold(before.line, before.holder, true)),
    changed,
  };
}
