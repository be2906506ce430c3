import type { Route } from "../request/route.ts";
import { accessRoutes } from "./access.ts";
import { assignmentRoutes } from "./assignments.ts";
import { auditRoutes } from "./audit.ts";
import { boardRoutes } from "./board.ts";
import { callRoutes } from "./calls.ts";
import { caseRoutes } from "./cases.ts";
import { claimRoutes } from "./claims.ts";
import { computerRoutes } from "./computers.ts";
import { consentRoutes } from "./consents.ts";
import { contactRoutes } from "./contacts.ts";
import { doubleRoutes } from "./doubles.ts";
import { doubtRoutes } from "./doubted-wearings.ts";
import { enrolmentRoutes } from "./enrolments.ts";
import { fireRoutes } from "./fires.ts";
import { gateCountRoutes } from "./gate-counts.ts";
import { gateRoutes } from "./gates.ts";
import { headRoutes } from "./heads.ts";
import { healthRoutes } from "./health.ts";
import { listRoutes } from "./lists.ts";
import { mergeRoutes } from "./merges.ts";
import { moveRoutes } from "./moves.ts";
import { namedPlaceRoutes } from "./named-places.ts";
import { noticeRoutes } from "./notices.ts";
import { passageRoutes } from "./passages.ts";
import { personRoutes } from "./persons.ts";
import { plannedRoutes } from "./planned.ts";
import { retirementRoutes } from "./retirement.ts";
import { serviceRoutes } from "./service.ts";
import { sessionRoutes } from "./session.ts";
import { setUpRoutes } from "./setup.ts";
import { sheetRoutes } from "./sheets.ts";
import { siteRoutes } from "./sites.ts";
import { staffRoutes } from "./staff.ts";
import { stationRoutes } from "./station.ts";
import { formRoutes } from "./station-forms.ts";
import { stockRoutes } from "./stock.ts";
import { stockTakingRoutes } from "./stock-takings.ts";
import { syncRoutes } from "./sync.ts";
import { tokenCallRoutes } from "./token-calls.ts";
import { transferRoutes } from "./transfers.ts";
import { unitListRoutes } from "./unit-lists.ts";
import { unitRoutes } from "./units.ts";
import { uptakeRoutes } from "./uptake.ts";

/** Every route there is. */
export const ROUTES: readonly Route[] = [
  ...serviceRoutes,
  ...setUpRoutes,
  ...sessionRoutes,
  ...accessRoutes,
  ...unitRoutes,
  ...unitListRoutes,
  ...staffRoutes,
  ...sheetRoutes,
  ...computerRoutes,
  ...personRoutes,
  ...consentRoutes,
  ...doubleRoutes,
  ...mergeRoutes,
  ...moveRoutes,
  ...listRoutes,
  ...plannedRoutes,
  ...assignmentRoutes,
  ...doubtRoutes,
  ...enrolmentRoutes,
  ...syncRoutes,
  ...stationRoutes,
  ...formRoutes,
  ...caseRoutes,
  ...retirementRoutes,
  ...contactRoutes,
  ...claimRoutes,
  ...callRoutes,
  ...healthRoutes,
  ...boardRoutes,
  ...noticeRoutes,
  ...uptakeRoutes,
  ...headRoutes,
  ...gateRoutes,
  ...siteRoutes,
  ...fireRoutes,
  ...tokenCallRoutes,
  ...gateCountRoutes,
  ...passageRoutes,
  ...stockTakingRoutes,
  ...stockRoutes,
  ...namedPlaceRoutes,
  ...transferRoutes,
  ...auditRoutes,
];
