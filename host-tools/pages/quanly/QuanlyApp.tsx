/** The administration of somebody who has signed in: what there is to do for their role, and one screen of it. */

import "./quanly.css";
import type { AccessList } from "../../contract/access.ts";
import type { Account } from "../../contract/sessions.ts";
import type { Api } from "../shared/api.ts";
import { NotLoaded } from "../shared/components/NotLoaded.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useHashRoute } from "../shared/hash-route.ts";
import { useTexts } from "../shared/language.ts";
import { SEAT } from "../shared/seat/texts.ts";
import { useAnswerOf } from "../shared/use-answer.ts";
import {
  AcceptScreen,
  AccessScreen,
  AccountScreen,
  AccountsScreen,
  AddAccountScreen,
  AuditScreen,
  ComputersScreen,
  CoverageScreen,
  FireScreen,
  GateCountsScreen,
  ListsScreen,
  MachinesScreen,
  NoticesScreen,
  OrganisationScreen,
  OrganisationsScreen,
  PosterScreen,
  SheetScreen,
  UnitListScreen,
  UnitScreen,
  UnitsScreen,
  WordScreen,
} from "./later-screens.ts";
import { JobsScreen } from "./screens/JobsScreen.tsx";
import { QuanlyContext } from "./services/quanly-context.ts";

export function QuanlyApp({ api, account }: { readonly api: Api; readonly account: Account }) {
  const t = useTexts(SEAT);
  const { value: access, error, again } = useAnswerOf<AccessList>(api, "/api/access");
  if (!access)
    return error === undefined ? <Working text={t.loading} /> : <NotLoaded error={error} again={again} />;
  return (
    <QuanlyContext.Provider value={{ api, account, access }}>
      <Screen />
    </QuanlyContext.Provider>
  );
}

function Screen() {
  const [name = "", about = ""] = useHashRoute();
  if (name === "notices") return <NoticesScreen />;
  if (name === "coverage") return <CoverageScreen key={about} place={about} />;
  if (name === "gates") return <GateCountsScreen />;
  if (name === "machines") return <MachinesScreen />;
  if (name === "poster") return <PosterScreen key={about} id={about} />;
  if (name === "word") return <WordScreen />;
  if (name === "fire") return <FireScreen />;
  if (name === "access") return <AccessScreen />;
  if (name === "lists") return <ListsScreen />;
  if (name === "accounts" && about === "new") return <AddAccountScreen />;
  if (name === "accounts" && about === "sheet") return <SheetScreen />;
  if (name === "accounts") return <AccountsScreen />;
  if (name === "account") return <AccountScreen key={about} id={about} />;
  if (name === "waiting") return <AcceptScreen />;
  if (name === "units" && about === "new") return <UnitScreen />;
  if (name === "units" && about === "list") return <UnitListScreen />;
  if (name === "units") return <UnitsScreen />;
  if (name === "unit") return <UnitScreen key={about} id={about} />;
  if (name === "organisations" && about === "new") return <OrganisationScreen />;
  if (name === "organisations") return <OrganisationsScreen />;
  if (name === "organisation") return <OrganisationScreen key={about} id={about} />;
  if (name === "computers") return <ComputersScreen />;
  if (name === "audit") return <AuditScreen />;
  return <JobsScreen />;
}
