/** Everything that people and staff change. */
import { applyCaseChange, type CaseChange } from "./cases/case-store.ts";
import { applyMergeEverywhere } from "./cases/merged-contacts.ts";
import type { Queries } from "./database/database.ts";
import { applyFireChange, type FireChange, isFireChange } from "./fires/fire-store.ts";
import { applyGateChange, type GateChange, isGateChange } from "./gates/gate-store.ts";
import { applyGateWeekChange, type GateWeekChange } from "./gates/gate-week-store.ts";
import { applyListChange, type ListChange } from "./lists/list-store.ts";
import type { OfficeOf } from "./office/office.ts";
import { type AssignmentChange, applyAssignmentChange } from "./people/assignments.ts";
import { applyConsentChange, type ConsentChange } from "./people/consents.ts";
import { applyDoubleChange, type DoubleChange } from "./people/double-store.ts";
import { applyDoubtChange, type DoubtChange } from "./people/doubted-wearings.ts";
import type { MergeChange } from "./people/merge-store.ts";
import { applyMoveChange, type MoveChange } from "./people/move-store.ts";
import { applyPersonChange, type PersonChange } from "./people/person-store.ts";
import {
  applyTokenCallChange,
  followMergeInCalls,
  isTokenCallChange,
  type TokenCallChange,
} from "./recalls/token-call-store.ts";
import { type AccountChange, applyAccountChange } from "./staff/account-store.ts";
import { applyComputerChange, type ComputerChange } from "./staff/computers.ts";
import {
  applyStockChange,
  noteErased,
  noteNotRetired,
  notePutOn,
  notePutOnAgain,
  noteRetired,
  noteTakenOff,
  type StockChange,
} from "./stock/stock-store.ts";
import { applyTakingChange, type TakingChange } from "./stock/taking-store.ts";
import { applyTransferChange, isTransferChange, type TransferChange } from "./stock/transfer-store.ts";
import { addToken, type EnrolChange } from "./tokens/add-token.ts";
import { applyNumberChange, isNumberChange, type NumberChange } from "./tokens/enrolment-store.ts";
import type { Places } from "./units/unit.ts";
import { applyPlaceChange, type PlaceChange } from "./units/unit-store.ts";
import { applyHeadsChange, type HeadsChange } from "./uptake/heads-store.ts";
import { applyUptakeChange, type UptakeChange } from "./uptake/uptake-store.ts";

/** Who they are, what they agreed to, what they wear. */
type OfPeople =
  | PersonChange
  | MergeChange
  | ConsentChange
  | MoveChange
  | DoubleChange
  | DoubtChange
  | AssignmentChange;

export type Change =
  | ComputerChange
  | CaseChange
  | PlaceChange
  | AccountChange
  | ListChange
  | UptakeChange
  | HeadsChange
  | GateChange
  | FireChange
  | TokenCallChange
  | TakingChange
  | GateWeekChange
  | EnrolChange
  | NumberChange
  | StockChange
  | TransferChange
  | OfPeople;

/** Units, staff, persons and the audit log of a server. */
export type Office = OfficeOf<Change>;

export async function applyChange(queries: Queries, change: Change): Promise<void> {
  // What a person wears comes back with their erasure: afterwards nobody knows which it was.
  if (change.kind === "erase") await noteErased(queries, change.person, change.at);
  if (change.kind === "merge") await followMergeInCalls(queries, change);
  if (isTransferChange(change)) return applyTransferChange(queries, change);
  await applyToRooms(queries, change);
  await followInStock(queries, change);
}

/** A token lies in stock as what people do with it. */
function followInStock(queries: Queries, change: Change): Promise<void> | undefined {
  switch (change.kind) {
    case "assign":
    case "assign-doubted":
      return notePutOn(queries, change);
    case "unassign":
      return noteTakenOff(queries, change);
    case "end-undone":
      return notePutOnAgain(queries, change.serial, change.to);
    case "token-retired":
      return noteRetired(queries, change.serial, change.at);
    case "retirement-undone":
      return noteNotRetired(queries, change.serial);
  }
  return undefined;
}

async function applyToRooms(queries: Queries, change: Exclude<Change, TransferChange>): Promise<void> {
  if (isGateChange(change)) return applyGateChange(queries, change);
  if (isFireChange(change)) return applyFireChange(queries, change);
  if (isTokenCallChange(change)) return applyTokenCallChange(queries, change);
  if (isNumberChange(change)) return applyNumberChange(queries, change);
  switch (change.kind) {
    case "unit":
    case "organisation":
    case "place-removed":
      return applyPlaceChange(queries, change);
    case "account":
    case "password":
    case "totp":
    case "pin":
    case "deed":
    case "accepted":
    case "bound":
      return applyAccountChange(queries, change);
    case "computer":
    case "computer-enrolled":
    case "computer-removed":
      return applyComputerChange(queries, change);
    case "list-brought":
    case "list-undone":
    case "row-decided":
    case "row-gone":
      return applyListChange(queries, change);
    case "stock-deed":
    case "stock-undone":
      return applyStockChange(queries, change);
    case "stock-taken":
      return applyTakingChange(queries, change);
    case "uptake":
      return applyUptakeChange(queries, change);
    case "week-of-gates":
      return applyGateWeekChange(queries, change);
    case "heads":
    case "share-target":
      return applyHeadsChange(queries, change);
    case "token-enrolled":
      return addToken(queries, change.token);
    case "case":
    case "case-list":
    case "case-contact":
    case "case-phone":
    case "token-retired":
    case "retirement-asked":
    case "retirement-undone":
    case "keys-published":
    case "cases-expire":
    case "call":
    case "claim":
    case "health":
    case "notice":
    case "notice-withdrawn":
      return applyCaseChange(queries, change);
    default:
      return applyToPeople(queries, change);
  }
}

async function applyToPeople(queries: Queries, change: OfPeople): Promise<void> {
  switch (change.kind) {
    case "person":
    case "erase":
      return applyPersonChange(queries, change);
    case "merge":
    case "taken-apart":
      return applyMergeEverywhere(queries, change);
    case "consent":
      return applyConsentChange(queries, change);
    case "move-asked":
    case "move-ended":
      return applyMoveChange(queries, change);
    case "assign-doubted":
    case "doubt-settled":
      return applyDoubtChange(queries, change);
    case "double-noted":
    case "double-settled":
      return applyDoubleChange(queries, change);
    default:
      return applyAssignmentChange(queries, change);
  }
}

/** Brings a change that is durable into the units that are kept in memory. */
export function noteChange(places: Places, change: Change): void {
  if (change.kind === "unit") places.putUnit(change.unit);
  if (change.kind === "organisation") places.putOrganisation(change.organisation);
  if (change.kind === "place-removed") places.remove(change.place);
}
