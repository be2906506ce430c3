/** A province's official list of units: first looked at row by row, then taken over, all or none. */
import { refuseUndecided } from "../../../contract/refusal.ts";
import { plannedUnits, unitList } from "../../../contract/units.ts";
import { planUnits } from "../../units/unit-list.ts";
import { type Route, route } from "../request/route.ts";

export const unitListRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/units/checks",
    action: "unit.change",
    summary: "What a list of units would add and change, row by row, and what is wrong in it; stores nothing",
    body: unitList,
    answer: plannedUnits,
    places: ({ body }, { office }) => (office.places.unit(body.parent) ? [body.parent] : undefined),
    covers: { what: "every row that was sent" },
    run: ({ body }, { office }, caller) => ({
      rows: planUnits(body.rows, body.parent, office.places, caller.account.place).map(({ plan }) => plan),
    }),
  }),
  route({
    method: "POST",
    path: "/api/units/lists",
    action: "unit.change",
    summary: "Take a list of units over, all or none; the same list again changes nothing",
    body: unitList,
    answer: plannedUnits,
    places: ({ body }, { office }) => (office.places.unit(body.parent) ? [body.parent] : undefined),
    covers: { what: "every row that was sent" },
    run: ({ body }, { office }, caller) =>
      office.alone(async () => {
        const planned = planUnits(body.rows, body.parent, office.places, caller.account.place);
        const rows = planned.map(({ plan }) => plan);
        const wrong = rows.flatMap(({ faults }, row) => faults.map((one) => ({ row, ...one })));
        if (wrong.length > 0) throw refuseUndecided("rows", "rows", { rows: wrong });
        const units = planned.flatMap(({ unit }) => (unit ? [unit] : []));
        const by = { actor: caller.account.id, action: "unit.change", outcome: "done" } as const;
        const ahead = units.map(({ id }) => ({ ...by, subject: id, place: caller.account.place }));
        const { subject } = ahead.pop() ?? { subject: body.parent };
        const changes = units.map((unit) => ({ kind: "unit", unit }) as const);
        return caller.commit(changes, { subject, ahead }, () => ({ rows }));
      }),
  }),
];
