/** The desk of somebody who may see cases: the list, a new case, one case, the board, notices; or of somebody who calls for them. */

import "./desk.css";
import type { Account } from "../../contract/sessions.ts";
import type { Api } from "../shared/api.ts";
import { useHashRoute } from "../shared/hash-route.ts";
import { useTexts } from "../shared/language.ts";
import { AskToSyncScreen, BoardScreen, CallerScreen, CaseScreen, NewCaseScreen } from "./later-screens.ts";
import { CasesScreen } from "./screens/CasesScreen.tsx";
import { DeskContext, useDesk } from "./services/desk-context.ts";
import { DESK } from "./texts/desk.ts";

export function DeskApp({ api, account }: { readonly api: Api; readonly account: Account }) {
  return (
    <DeskContext.Provider value={{ api, account }}>
      <PaperWhy />
      <Screen />
    </DeskContext.Provider>
  );
}

/** All that leaves on paper unless the server knows of it. */
function PaperWhy() {
  return <p class="paper-why">{useTexts(DESK).paperWhy}</p>;
}

function Screen() {
  const [name = "", about = ""] = useHashRoute();
  const { role } = useDesk().account;
  if (role === "caller") return <CallerScreen />;
  if (name === "board") return <BoardScreen />;
  if (name === "notices" && role === "investigator") return <AskToSyncScreen />;
  if (name === "new") return <NewCaseScreen />;
  if (name === "case") return <CaseScreen key={about} id={about} />;
  return <CasesScreen />;
}
