import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { changeOf } from "../../../contract/changes.ts";
import { id, nothing, place, role, text } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import type { Account } from "../../../contract/sessions.ts";
import { accountList, firstPassword, newAccount, waitingList } from "../../../contract/staff.ts";
import type { Change } from "../../changes.ts";
import { opensCases } from "../../staff/access-table.ts";
import { listAccountLines } from "../../staff/account-lines.ts";
import { accountByLogin, accountName, accountSecrets, forgetTries } from "../../staff/account-store.ts";
import { mustLeaveTwo } from "../../staff/administrators.ts";
import { type DeedKind, mustBeTwo, waitingAccounts } from "../../staff/deeds.ts";
import { hashed } from "../../staff/passwords.ts";
import { ROLE_TEXTS } from "../../staff/roles.ts";
import { endOtherSessions } from "../../staff/sessions.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import { afterChange } from "../request/merging.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";

const ofAccount = v.strictObject({ account: id });
const changeable = v.strictObject({ name: text(120), role, place, enabled: v.boolean() });
const placesOf = async ({ params }: { params: { account: string } }, { office }: Services) => {
  const found = await accountSecrets(office.queries, params.account);
  return found && [found.place];
};

/** Refusals: forbidden (a role that the caller may not give, or the caller's own account), input (the place). */
function mustBeGrantable(caller: Caller, wanted: Account, { office: { places } }: Services): void {
  const { grants } = ROLE_TEXTS[caller.account.role];
  if (!grants.includes(wanted.role) || wanted.id === caller.account.id) throw refuse("forbidden", "role");
  const { placedIn } = ROLE_TEXTS[wanted.role];
  const fits = placedIn === "unit" ? places.unit(wanted.place) : places.organisation(wanted.place);
  if (!fits || !places.isWithin(wanted.place, caller.account.place)) throw refuse("input", "place");
}

async function existing({ office }: Services, id: string): Promise<Account> {
  const found = await accountSecrets(office.queries, id);
  if (!found) throw refuse("not-found", "account");
  const { login, name, role, place, enabled } = found;
  return { id, login, name, role, place, enabled };
}

/**
 * The account's changes with who did them. In a role that opens cases it waits for a second administrator, of which a row
 * of the audit log in the name of the account's place tells.
 */
function commitDeed<A>(
  changes: readonly Change[],
  { id, role, place }: Account,
  what: DeedKind,
  { office }: Services,
  caller: Caller,
  answer: (waits: boolean) => A,
  fields: readonly string[] = [],
): Promise<A> {
  const waits = opensCases(role);
  const actor = caller.account.id;
  const ahead = { actor, action: "staff.waits", outcome: "done", subject: id, place } as const;
  const deed = { account: id, actor, what, at: office.now() };
  return caller.commit(
    [...changes, { kind: "deed", deed, waits }],
    { subject: id, fields, ...(waits ? { ahead } : {}) },
    () => answer(waits),
  );
}

/** Who was at work with the account before it was changed is not any more. */
const endSessions = ({ params }: { params: { account: string } }, { office }: Services) =>
  endOtherSessions(office.queries, params.account);

/** Another role, another place, or let in again: who does that could be who works with it. */
function isDeed(before: Account, after: Account): boolean {
  return before.role !== after.role || before.place !== after.place || (after.enabled && !before.enabled);
}

export const staffRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/staff",
    action: "staff.read",
    summary: "Accounts within reach",
    answer: accountList,
    places: "filtered",
    covers: { what: "all accounts within reach, those that were disabled too" },
    async run(_, { office }, { reach }) {
      const accounts = await listAccountLines(office.queries, office.now());
      const within = reach && new Set(reach);
      return { accounts: accounts.filter(({ place }) => within === undefined || within.has(place)) };
    },
  }),
  route({
    method: "POST",
    path: "/api/staff",
    action: "staff.change",
    summary: "Add an account",
    status: 201,
    body: newAccount,
    answer: firstPassword,
    places: ({ body }) => [body.place],
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const added: Account = { id: randomUUID(), ...body, enabled: true };
        mustBeGrantable(caller, added, services);
        if (await accountByLogin(services.office.queries, body.login)) throw refuse("taken", "login");
        const password = toldOnce();
        const changes = [
          { kind: "account", account: added },
          { kind: "password", id: added.id, hash: await hashed(password), mustChange: true },
        ] as const;
        return commitDeed(changes, added, "made", services, caller, (waits) => ({
          id: added.id,
          firstPassword: password,
          waits,
        }));
      }),
  }),
  route({
    method: "PUT",
    path: "/api/staff/{account}",
    action: "staff.change",
    summary: "Change an account's name, role or place, or disable it",
    params: ofAccount,
    body: changeOf(changeable.entries),
    answer: nothing,
    subject: ({ params }) => params.account,
    places: placesOf,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const before = await existing(services, params.account);
        mustBeGrantable(caller, before, services);
        const { after, fields } = await afterChange(changeable, before, body, before.id, services.office);
        if (fields.length === 0) return {};
        mustBeGrantable(caller, after, services);
        const { queries } = services.office;
        await mustLeaveTwo(queries, before, after);
        const changes: Change[] = [{ kind: "account", account: after }];
        // Another role may ask for another second factor: one is set up anew where it has no phone.
        if (before.role !== after.role && !(await accountSecrets(queries, after.id))?.totp)
          changes.push({ kind: "bound", id: after.id, bound: false });
        if (isDeed(before, after))
          return commitDeed(changes, after, "changed", services, caller, () => ({}), fields);
        return caller.commit(changes, { subject: after.id, fields }, () => ({}));
      }),
    settle: endSessions,
  }),
  route({
    method: "POST",
    path: "/api/staff/{account}/reset",
    action: "staff.change",
    summary: "Give a new first password; second factor and PIN are set up anew",
    params: ofAccount,
    answer: firstPassword,
    subject: ({ params }) => params.account,
    places: placesOf,
    async run({ params }, services, caller) {
      const id = params.account;
      const reset = await existing(services, id);
      mustBeGrantable(caller, reset, services);
      const password = toldOnce();
      const changes = [
        { kind: "password", id, hash: await hashed(password), mustChange: true },
        { kind: "totp", id, secret: null },
        { kind: "bound", id, bound: false },
        { kind: "pin", id, hash: null },
      ] as const;
      return commitDeed(changes, reset, "reset", services, caller, (waits) => ({
        id,
        firstPassword: password,
        waits,
      }));
    },
    settle: endSessions,
  }),
  route({
    method: "POST",
    path: "/api/staff/{account}/unlock",
    action: "staff.change",
    summary:
      "Let an account that wrong passwords have locked try again at once, with the password that it has",
    params: ofAccount,
    answer: nothing,
    subject: ({ params }) => params.account,
    places: placesOf,
    async run({ params }, services, caller) {
      mustBeGrantable(caller, await existing(services, params.account), services);
      // Tries and locks are the database's own.
      return caller.commit([], { subject: params.account }, async (queries) => {
        await forgetTries(queries, params.account);
        return {};
      });
    },
  }),
  route({
    method: "GET",
    path: "/api/staff/waiting",
    action: "staff.read",
    places: "filtered",
    summary: "Accounts within reach that wait for a second administrator, those that wait longest first",
    answer: waitingList,
    covers: { what: "all accounts within reach that wait" },
    async run(_, services, { reach }) {
      const { queries } = services.office;
      const within = reach && new Set(reach);
      const waiting = await Promise.all(
        (await waitingAccounts(queries)).map(async ({ account, what, by, since }) => ({
          account: await existing(services, account),
          what,
          since: new Date(since).toISOString(),
          by: { id: by, name: (await accountName(queries, by)) ?? by },
        })),
      );
      return { accounts: waiting.filter(({ account }) => within === undefined || within.has(account.place)) };
    },
  }),
  route({
    method: "POST",
    path: "/api/staff/{account}/acceptance",
    action: "staff.accept",
    summary: "Accept an account that another administrator has made, reset or changed",
    params: ofAccount,
    answer: nothing,
    places: placesOf,
    subject: ({ params }) => params.account,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const accepted = await existing(services, params.account);
        mustBeGrantable(caller, accepted, services);
        const waiting = (await waitingAccounts(office.queries)).find(
          ({ account }) => account === accepted.id,
        );
        if (!waiting) throw refuse("not-waiting", "account");
        await mustBeTwo(office, accepted.id, caller.account.id, waiting.since);
        return caller.commit([{ kind: "accepted", id: accepted.id }], { subject: accepted.id }, () => ({}));
      }),
  }),
];
