/** Lists of people to come: checked, given back with marks, brought, undone; rows that are likely to be somebody who is there. */
import * as v from "valibot";
import {
  keptLists,
  LIST_BYTES,
  type ListBrought,
  listBrought,
  listChecked,
  listFile,
  listMarked,
  listToBring,
  PLANNED_DAYS,
  rowDecisions,
  rowsDecided,
  waitingRows,
} from "../../../contract/lists.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import type { LIST_SKIPS } from "../../../contract/roster-files.ts";
import { DAY_MS, isoOf } from "../../../lib/time.ts";
import { explained, FILE_FAULTS, type FileFaultCode, PROBLEMS } from "../../../roster/words.ts";
import type { PlacesFile } from "../../lists/list-desk.ts";
import type { ReadList } from "../../lists/list-reading.ts";
import { areRowsOf, broughtLists, findList } from "../../lists/list-store.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import { isAllowed } from "../../staff/access-table.ts";
import { rosterEntryOf } from "../../station-desk/roster.ts";
import { type Caller, type Input, type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";

/** Of rows and cells that are told; how many more there are is said. */
const MOST_TOLD = 200;
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const SKIPS: Readonly<Record<(typeof LIST_SKIPS)[number], { vi: string; en: string }>> = {
  problem: { vi: "dòng có lỗi", en: "something is wrong in the row" },
  "wears-already": { vi: "người này đã có trong sổ", en: "the person is there already" },
};

const ofList = v.strictObject({ list: id });

async function placesOfList({ params }: Input<{ list: string }, unknown, unknown>, { office }: Services) {
  const list = await findList(office.queries, params.list);
  return list && [list.place];
}

type FileAsked = v.InferOutput<typeof listFile>;

/** The place that a list is for; nothing where there is none. */
const placeAsked = ({ query }: Input<unknown, FileAsked, unknown>, { office }: Services) =>
  office.places.has(query.place) ? [query.place] : undefined;

function fileOf(
  { place, columns, zero }: FileAsked,
  bytes: Uint8Array,
  { account, reach = [] }: Caller,
): PlacesFile {
  // Who may not see persons is not told that a row is one of them either.
  const seen = isAllowed(account.role, "person.search", true) ? reach : [];
  return { place, bytes, choice: columns, repairsPhones: zero === "put-back", seen };
}

function faultOf(code: FileFaultCode) {
  return { fault: { code, ...explained(FILE_FAULTS[code]) }, rows: 0, problems: [], moreProblems: 0 };
}

function foundIn({ rows, problems }: ReadList) {
  return {
    rows,
    problems: problems.slice(0, MOST_TOLD).map(({ row, letter, heading, value, code, more }) => ({
      row,
      column: letter,
      heading,
      value,
      code,
      ...explained(PROBLEMS[code], more),
    })),
    moreProblems: Math.max(0, problems.length - MOST_TOLD),
  };
}

const NOTHING_BROUGHT = { created: 0, updated: 0, unchanged: 0, waiting: 0, skipped: [], moreSkipped: 0 };

export const listRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/lists/check",
    action: "list.bring",
    status: 200,
    summary:
      "What would become of a list of people to come: its columns, every cell that is wrong; stores nothing",
    query: listFile,
    body: LIST_BYTES,
    answer: listChecked,
    places: placeAsked,
    subject: ({ query }) => query.place,
    audited: true,
    covers: {
      by: "moreProblems",
      what: "every cell that is wrong, 200 of them; columns and sheets of the file",
    },
    async run({ query, body }, { lists }, caller) {
      const read = await lists.read(fileOf(query, body, caller));
      const none = {
        columns: [],
        headingRow: 0,
        ready: 0,
        doubles: 0,
        repaired: 0,
        merged: 0,
        otherSheets: [],
      };
      if ("fault" in read) {
        const { columns = [], headingRow = 0 } = read;
        return { ...faultOf(read.fault), ...none, columns, headingRow };
      }
      const { columns, headingRow, ready, repaired, merged, otherSheets } = read;
      const doubles = new Set(read.doubles.map(({ row }) => row)).size;
      return {
        ...foundIn(read),
        columns,
        headingRow,
        ready: ready.length,
        doubles,
        repaired,
        merged,
        otherSheets,
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/lists/marked",
    action: "list.bring",
    status: 200,
    summary: "The file back as XLSX, with a column of what is wrong and the cells coloured; stores nothing",
    query: listFile,
    body: LIST_BYTES,
    answer: listMarked,
    places: placeAsked,
    subject: ({ query }) => query.place,
    audited: true,
    async run({ query, body }, { lists }, caller) {
      const read = await lists.read(fileOf(query, body, caller), true);
      if ("fault" in read) throw refuse("input", `file.${read.fault}`);
      const content = Buffer.from(read.marked!).toString("base64");
      return { name: "danh-sach-loi.xlsx", type: XLSX_TYPE, content };
    },
  }),
  route({
    method: "POST",
    path: "/api/lists",
    action: "list.bring",
    status: 201,
    summary:
      "Bring a list of people to come, all of it or nothing unless `mode=rows`; the same file again changes nothing",
    query: listToBring,
    body: LIST_BYTES,
    answer: listBrought,
    places: placeAsked,
    covers: {
      by: "moreSkipped",
      what: "rows that were not kept, 200 of them, each with why; `moreProblems` of cells alike",
    },
    async run({ query, body }, { lists, office }, caller): Promise<ListBrought> {
      const file = fileOf(query, body, caller);
      const read = await lists.read(file);
      if ("fault" in read) return { ...faultOf(read.fault), ...NOTHING_BROUGHT };
      return office.alone(async () => {
        const brought = await lists.bring(file.place, read, query.mode === "all");
        const { change, created, updated, unchanged, waiting, skipped } = brought;
        const answer = {
          ...foundIn(read),
          created,
          updated,
          unchanged,
          waiting,
          skipped: skipped.slice(0, MOST_TOLD).map(({ row, why }) => ({ row, why, ...SKIPS[why] })),
          moreSkipped: Math.max(0, skipped.length - MOST_TOLD),
        };
        if (!change) {
          await caller.commit([], { subject: query.place });
          return answer;
        }
        return caller.commit([change], { subject: change.list.id }, () => ({
          ...answer,
          list: change.list.id,
        }));
      });
    },
  }),
  route({
    method: "GET",
    path: "/api/lists",
    action: "list.bring",
    summary: "Lists that were brought, and whether they can be undone; nothing of their rows",
    answer: keptLists,
    places: "filtered",
    covers: { by: "keptSince", what: "every list of the own place; what was brought before is deleted" },
    async run(_, { office }, { reach = [] }) {
      const lists = await broughtLists(office.queries, reach);
      return {
        lists: lists.map(({ at, hasCome, place, id, created, updated, waiting }) => ({
          id,
          place,
          placeName: placeName(office, place),
          at: isoOf(at),
          created,
          updated,
          waiting,
          mayUndo: !hasCome,
        })),
        keptSince: isoOf(office.now() - PLANNED_DAYS * DAY_MS),
      };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/lists/{list}",
    action: "list.bring",
    summary: "Undo a list: its rows are deleted; not once somebody of it has come",
    params: ofList,
    answer: nothing,
    subject: ({ params }) => params.list,
    places: placesOfList,
    run: ({ params: { list } }, { office }, caller) =>
      office.alone(async () => {
        const found = await findList(office.queries, list);
        if (!found) throw refuse("not-found", "list");
        if (found.hasCome) throw refuse("has-come", "list");
        return caller.commit(
          [{ kind: "list-undone", list, at: office.now() }],
          { subject: list },
          () => ({}),
        );
      }),
  }),
  route({
    method: "GET",
    path: "/api/lists/doubles",
    action: "list.decide",
    summary: "Rows of lists that are likely to be another row or somebody who is there",
    answer: waitingRows,
    places: "filtered",
    audited: true,
    covers: {
      by: "total",
      what: "rows of the own place that wait for a decision, 200 of them, and how many there are",
    },
    async run(_, { lists, office }, { reach = [] }) {
      const rows = await lists.waiting(reach);
      const seen = new Set(reach);
      const shown = rows.slice(0, MOST_TOLD).map(async ({ id, list, row, place, planned, like }) => {
        const likes = like.map(async ({ row: other, person, reasons }) => {
          if (person === undefined) return [{ reasons, ...(other === undefined ? {} : { row: other }) }];
          const home = await placesOfPerson(office.queries, person);
          const entry = home?.some((one) => seen.has(one))
            ? await rosterEntryOf(office.queries, person, office.now())
            : undefined;
          return entry ? [{ reasons, person: entry }] : [];
        });
        const { unit: _unit, ...told } = planned;
        return {
          ...told,
          id,
          list,
          row,
          placeName: placeName(office, place),
          like: (await Promise.all(likes)).flat(),
        };
      });
      return { rows: await Promise.all(shown), total: rows.length };
    },
  }),
  route({
    method: "POST",
    path: "/api/lists/{list}/doubles",
    action: "list.decide",
    status: 200,
    summary:
      "Decide of rows of a list whether they are somebody else, many at once: the same as somebody are deleted",
    params: ofList,
    body: rowDecisions,
    answer: rowsDecided,
    subject: ({ params }) => params.list,
    places: placesOfList,
    run: ({ params: { list }, body }, { office }, caller) =>
      office.alone(async () => {
        const rows = body.rows.map((one) => one.id);
        // One that is gone is decided.
        if (!(await areRowsOf(office.queries, list, rows))) throw refuse("not-found", "rows");
        const others = body.rows.filter(({ is }) => is === "another").map((one) => one.id);
        const same = body.rows.filter(({ is }) => is === "same");
        return caller.commit(
          [
            { kind: "row-decided", rows: others },
            ...same.map((one) => ({ kind: "row-gone", row: one.id, hasCome: false }) as const),
          ],
          { subject: list },
          () => ({ decided: rows.length }),
        );
      }),
  }),
];
