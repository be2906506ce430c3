import * as v from "valibot";
import { countText, limit, text, time } from "../../../contract/pieces.ts";
import { readRows, rowsBehind } from "../../audit/audit-store.ts";
import { OUTCOMES } from "../../audit/chain.ts";
import { type Route, route } from "../request/route.ts";

const optionalText = v.optional(v.string());
const head = v.strictObject({ number: v.number(), hash: v.string() });

export const auditRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/audit",
    action: "audit.read",
    summary: "Rows of the audit log",
    query: v.strictObject({
      after: v.optional(countText, "0"),
      limit,
      subject: v.optional(text(40)),
      actor: v.optional(text(40)),
    }),
    answer: v.strictObject({
      rows: v.array(
        v.strictObject({
          number: v.number(),
          at: time,
          actor: v.string(),
          action: v.string(),
          outcome: v.picklist(OUTCOMES),
          hash: v.string(),
          subject: optionalText,
          place: optionalText,
          reason: optionalText,
          reference: optionalText,
          fields: v.optional(v.array(v.string())),
        }),
      ),
      /** So many more fit behind the last one. */
      more: v.number(),
    }),
    covers: { by: "more", what: "rows behind `after` that fit, `limit` of them, and how many more follow" },
    audited: true,
    async run({ query }, { office }) {
      const rows = await readRows(office.queries, query);
      return {
        rows: rows.map(({ at, fields, ...row }) => ({
          ...row,
          at: new Date(at).toISOString(),
          ...(fields ? { fields: [...fields] } : {}),
        })),
        more: await rowsBehind(office.queries, query, rows.at(-1)?.number ?? query.after),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/audit/head",
    action: "audit.verify",
    summary: "Number and hash of the newest row, to be kept somewhere else",
    answer: head,
    run: (_, { office }) => office.head(),
  }),
  route({
    method: "GET",
    path: "/api/audit/verification",
    action: "audit.verify",
    summary: "Walks the whole log: altered, missing, truncated or rewritten rows",
    answer: v.strictObject({
      rows: v.number(),
      findings: v.array(v.strictObject({ kind: v.string(), number: v.number() })),
    }),
    covers: { by: "rows", what: "the whole log, so many rows of it" },
    async run(_, { office }) {
      const { rows, findings } = await office.verify();
      return { rows, findings: [...findings] };
    },
  }),
];
