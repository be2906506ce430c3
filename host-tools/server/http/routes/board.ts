/** How the calls of cases go, for whoever leads them. */
import { board } from "../../../contract/board.ts";
import { isoOf } from "../../../lib/time.ts";
import { type BoardLine, callerFigures, caseFigures, medianOf, positiveAt } from "../../cases/board.ts";
import { type Case, isOpen } from "../../cases/case.ts";
import { linesOf, toBeCalled } from "../../cases/case-lines.ts";
import { firstListed, listCases } from "../../cases/case-store.ts";
import type { Office } from "../../changes.ts";
import { scopeOf } from "../../staff/access-table.ts";
import { listAccounts } from "../../staff/account-store.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";

async function boardLines(of: Case, { queries, now }: Office): Promise<BoardLine[]> {
  const listed = await firstListed(queries, of.id);
  const lines = toBeCalled(await linesOf(queries, of, now()));
  return lines.map(({ key, calls, line, claim }) => ({
    calls,
    line,
    claim,
    listedAt: listed.get(key) ?? of.openedAt,
  }));
}

/** Tenths of an hour; without what there is none of. */
const hours = <K extends string>(name: K, value: number | undefined) =>
  (value === undefined ? {} : { [name]: Math.round(10 * value) / 10 }) as { [_ in K]?: number };

export const boardRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/board",
    action: "board.read",
    summary:
      "Per open case and per caller: to call, reached within 24 hours, overdue, hours from positive to the last contact reached",
    answer: board,
    places: "filtered",
    audited: true,
    covers: { what: "every open case within reach, and every account of its places that calls" },
    async run(_, { office }, { reach }) {
      const now = office.now();
      const cases = (await listCases(office.queries, reach)).filter((of) => isOpen(of, now));
      const figured = await Promise.all(
        cases.map(async (of) => {
          const lines = await boardLines(of, office);
          return { of, lines, figures: caseFigures(lines, positiveAt(of), now) };
        }),
      );
      const all = figured.flatMap(({ lines }) => lines);
      const accounts = (await listAccounts(office.queries)).filter(
        ({ role, place, enabled }) =>
          enabled &&
          (scopeOf(role, "line.call") ?? scopeOf(role, "contacts.call")) !== undefined &&
          (reach === undefined || reach.includes(place)),
      );
      const complete = figured.flatMap(({ figures }) =>
        figures.isComplete ? (figures.lastHours ?? []) : [],
      );
      return {
        at: isoOf(now),
        cases: figured.map(({ of, figures: { medianHours, lastHours, ...counts } }) => ({
          id: of.id,
          reference: of.reference,
          placeName: placeName(office, of.place),
          ...counts,
          ...hours("medianHours", medianHours),
          ...hours("lastHours", lastHours),
        })),
        callers: accounts.map(({ id, name }) => ({ id, name, ...callerFigures(all, id, now) })),
        ...hours("medianLastHours", medianOf(complete)),
      };
    },
  }),
];
