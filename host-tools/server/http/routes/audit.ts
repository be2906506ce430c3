import { auditHead, auditQuery, auditRows, auditVerdict } from "../../../contract/audit.ts";
import { dayEnd, dayStart } from "../../../contract/province-time.ts";
import { readRows, rowsBeyond } from "../../audit/audit-store.ts";
import { type Route, route } from "../request/route.ts";

export const auditRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/audit",
    action: "audit.read",
    summary: "Rows of the audit log",
    query: auditQuery,
    answer: auditRows,
    covers: {
      by: "more",
      what: "rows behind `after` that fit, `limit` of them, and how many more follow; of `before` those before it",
    },
    audited: true,
    async run({ query }, { office }) {
      const { after, before, limit, from, to, ...filter } = query;
      const days = {
        ...(from === undefined ? {} : { since: dayStart(from) }),
        ...(to === undefined ? {} : { until: dayEnd(to) }),
      };
      const fits = { ...filter, ...days };
      const at = before === undefined ? { after } : { before };
      const rows = await readRows(office.queries, { ...fits, ...at, limit });
      const last = rows.at(-1)?.number;
      const beyond = before === undefined ? { after: last ?? after } : { before: last ?? before };
      return {
        rows: rows.map(({ at, fields, ...row }) => ({
          ...row,
          at: new Date(at).toISOString(),
          ...(fields ? { fields: [...fields] } : {}),
        })),
        more: await rowsBeyond(office.queries, { ...fits, ...beyond }),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/audit/head",
    action: "audit.verify",
    summary: "Number and hash of the newest row, to be kept somewhere else",
    answer: auditHead,
    run: (_, { office }) => office.head(),
  }),
  route({
    method: "GET",
    path: "/api/audit/verification",
    action: "audit.verify",
    summary: "Walks the whole log: altered, missing, truncated or rewritten rows",
    answer: auditVerdict,
    covers: { by: "rows", what: "the whole log, so many rows of it" },
    async run(_, { office }) {
      const { rows, findings } = await office.verify();
      return { rows, findings: [...findings] };
    },
  }),
];
