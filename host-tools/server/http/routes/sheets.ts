/** Many accounts from one sheet: first looked at row by row, then added, all or none. */
import { randomUUID } from "node:crypto";
import { refuseUndecided } from "../../../contract/refusal.ts";
import type { Account } from "../../../contract/sessions.ts";
import { checkedSheet, type NewAccount, newSheet, sheetAdded, typedSheet } from "../../../contract/staff.ts";
import type { Change } from "../../changes.ts";
import { opensCases } from "../../staff/access-table.ts";
import { listAccounts } from "../../staff/account-store.ts";
import { hashed } from "../../staff/passwords.ts";
import { checkSheet } from "../../staff/sheet.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";

interface Adding {
  readonly account: Account;
  readonly password: string;
  readonly hash: string;
}

async function checked(rows: Parameters<typeof checkSheet>[0], { office }: Services, { account }: Caller) {
  const taken = new Set((await listAccounts(office.queries)).map(({ login }) => login));
  return checkSheet(rows, { role: account.role, place: account.place, places: office.places, taken });
}

/** Refusal: rows, with every fault of each. */
async function mustFit(rows: readonly NewAccount[], services: Services, caller: Caller): Promise<void> {
  const wrong = (await checked(rows, services, caller)).flatMap(({ faults }, row) =>
    faults.map((one) => ({ row, ...one })),
  );
  if (wrong.length > 0) throw refuseUndecided("rows", "rows", { rows: wrong });
}

function changesOf({ account, hash }: Adding, actor: string, at: number): Change[] {
  return [
    { kind: "account", account },
    { kind: "password", id: account.id, hash, mustChange: true },
    {
      kind: "deed",
      deed: { account: account.id, actor, what: "made", at },
      waits: opensCases(account.role),
    },
  ];
}

export const sheetRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/staff/checks",
    action: "staff.change",
    summary:
      "What is wrong with each row of a sheet of accounts, and which login it would get; stores nothing",
    body: typedSheet,
    answer: checkedSheet,
    places: "filtered",
    covers: { what: "every row that was sent" },
    run: async ({ body }, services, caller) => ({ rows: await checked(body.rows, services, caller) }),
  }),
  route({
    method: "POST",
    path: "/api/staff/sheets",
    action: "staff.change",
    summary: "Add the accounts of a sheet, all or none; each one's first password is told once",
    status: 201,
    body: newSheet,
    answer: sheetAdded,
    places: ({ body }) => body.rows.map(({ place }) => place),
    covers: { what: "every account that was added, in the order of the sheet" },
    async run({ body }, services, caller) {
      const { office } = services;
      // Hashing takes its time, and others need not wait for it.
      await mustFit(body.rows, services, caller);
      const adding: Adding[] = [];
      for (const row of body.rows) {
        const password = toldOnce();
        adding.push({
          account: { id: randomUUID(), ...row, enabled: true },
          password,
          hash: await hashed(password),
        });
      }
      return office.alone(async () => {
        await mustFit(body.rows, services, caller);
        const actor = caller.account.id;
        const rows = adding.flatMap(({ account: { id, role, place } }) => {
          const of = { actor, outcome: "done", subject: id } as const;
          const made = { ...of, action: "staff.change", place: caller.account.place };
          return opensCases(role) ? [{ ...of, action: "staff.waits", place }, made] : [made];
        });
        const changes = adding.flatMap((one) => changesOf(one, actor, office.now()));
        const { subject } = rows.pop()!;
        return caller.commit(changes, { subject, ahead: rows }, () => ({
          accounts: adding.map(({ account: { enabled: _, ...account }, password }) => ({
            ...account,
            firstPassword: password,
            waits: opensCases(account.role),
          })),
        }));
      });
    },
  }),
];
