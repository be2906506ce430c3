/** Opens what staff work with on a running server: the office, signing in, stations, cases. */
import { join } from "node:path";
import { HEAD_FOLDER } from "./audit/head-files.ts";
import { calledWearers } from "./cases/called.ts";
import { type CaseDesk, openCaseDesk } from "./cases/case-desk.ts";
import { applyChange, noteChange, type Office } from "./changes.ts";
import { FireDesk } from "./fires/fire-desk.ts";
import { hearGuards } from "./fires/words-of-guards.ts";
import { GateDesk } from "./gates/gate-desk.ts";
import { findGate } from "./gates/gate-store.ts";
import { ListDesk } from "./lists/list-desk.ts";
import { openOffice } from "./office/office.ts";
import { calledByToken } from "./recalls/followed-calls.ts";
import { RecallDesk } from "./recalls/recall-desk.ts";
import { Repeats } from "./repeats/repeats.ts";
import { partsOf, type Server } from "./server.ts";
import { SetUp } from "./staff/set-up.ts";
import { SignIn } from "./staff/sign-in.ts";
import { openStationDesk, type StationDesk } from "./station-desk/station-desk.ts";
import { type Enrolled, type EnrolRequest, enrolments } from "./tokens/enrol.ts";

interface Rooms {
  /** Draws the next number and keys; nothing is written yet. */
  readonly drawToken: (request: EnrolRequest) => Enrolled;
  readonly office: Office;
  readonly repeats: Repeats;
  readonly signIn: SignIn;
  readonly setUp: SetUp;
  readonly station: StationDesk;
  readonly cases: CaseDesk;
  readonly lists: ListDesk;
  readonly gates: GateDesk;
  readonly fires: FireDesk;
  readonly recalls: RecallDesk;
}

/** `dir` is the data folder; without one no heads of the audit log are exported, and nobody can set up. */
export async function openRooms(server: Server, dir?: string): Promise<Rooms> {
  const parts = partsOf(server);
  const { wrapping, now, database, writer, directory } = parts;
  const office = await openOfficeOf(server, dir);
  const station = openStationDesk(parts, async (serials) => {
    const onLists = await calledWearers(office.queries, serials, now());
    return new Set([...onLists, ...(await calledByToken(office.queries, serials, now()))]);
  });
  return {
    office,
    drawToken: (request) => enrolments(directory, wrapping, [request], now())[0]!,
    repeats: new Repeats({ queries: database, change: (work) => writer.transaction(work), now }),
    signIn: new SignIn(office, wrapping),
    setUp: new SetUp(office, dir),
    station,
    cases: caseDeskOf(server, office),
    lists: new ListDesk({ queries: office.queries, places: office.places, wrapping, now }),
    fires: new FireDesk(parts, wrapping),
    recalls: new RecallDesk(parts, wrapping, office.places),
    gates: new GateDesk({
      queries: database,
      change: (work) => writer.transaction(work),
      now,
      wrapping,
      formKeys: station.formKeys,
      open: (sealed) => station.openForm(sealed),
      hearFires: async (id, words) => {
        const gate = await findGate(office.queries, id);
        if (gate) await hearGuards(office, gate, words);
      },
    }),
  };
}

/** The case desk of a server and its office. */
export function caseDeskOf(server: Server, office: Office): CaseDesk {
  const parts = partsOf(server);
  return openCaseDesk({ match: server.match, matching: parts, wrapping: parts.wrapping, office });
}

/** The office of a server, in the same tables and under the same journal. Throws when rows of its audit log are missing at the end. */
export function openOfficeOf(server: Server, dir?: string): Promise<Office> {
  const { database, writer, now } = partsOf(server);
  return openOffice({
    store: { queries: database, change: (work) => writer.transaction(work) },
    now,
    headFolder: dir === undefined ? undefined : join(dir, HEAD_FOLDER),
    apply: applyChange,
    noted: noteChange,
  });
}
