import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { refuse } from "../../refusal.ts";
import { type Account, accountByLogin, accountSecrets, listAccounts } from "../../staff/account-store.ts";
import { hashed } from "../../staff/passwords.ts";
import { ROLE_TEXTS } from "../../staff/roles.ts";
import { endOtherSessions } from "../../staff/sessions.ts";
import { firstPassword } from "../../staff/sign-in.ts";
import { type Caller, type Route, route, type Services } from "../route.ts";
import { account, id, login, nothing, place, role, text } from "../schemas.ts";

const ofAccount = v.strictObject({ account: id });
/** Told once; it must be changed at the first sign-in. */
const firstPasswordAnswer = v.strictObject({ id, firstPassword: v.string() });

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

export const staffRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/api/staff", action: "staff.read", summary: "Accounts within reach" },
    ...{ answer: v.strictObject({ accounts: v.array(account) }), places: "filtered" },
    async run(_, { office }, { reach }) {
      const accounts = await listAccounts(office.queries);
      const within = reach && new Set(reach);
      return { accounts: accounts.filter(({ place }) => within === undefined || within.has(place)) };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/staff", action: "staff.change", summary: "Add an account", status: 201 },
    body: v.strictObject({ login, name: text(120), role, place }),
    answer: firstPasswordAnswer,
    places: ({ body }) => [body.place],
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const added: Account = { id: randomUUID(), ...body, enabled: true };
        mustBeGrantable(caller, added, services);
        if (await accountByLogin(services.office.queries, body.login)) throw refuse("taken", "login");
        const password = firstPassword();
        await caller.commit(
          [
            { kind: "account", account: added },
            { kind: "password", id: added.id, hash: await hashed(password), mustChange: true },
          ],
          { subject: added.id },
        );
        return { id: added.id, firstPassword: password };
      }),
  }),
  route({
    method: "PUT",
    path: "/api/staff/{account}",
    action: "staff.change",
    summary: "Change an account's name, role or place, or disable it",
    params: ofAccount,
    body: v.strictObject({ name: text(120), role, place, enabled: v.boolean() }),
    answer: nothing,
    subject: ({ params }) => params.account,
    places: placesOf,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const before = await existing(services, params.account);
        mustBeGrantable(caller, before, services);
        const after = { ...before, ...body };
        mustBeGrantable(caller, after, services);
        await caller.commit([{ kind: "account", account: after }], { subject: after.id });
        await endOtherSessions(services.office.queries, after.id);
        return {};
      }),
  }),
  route({
    method: "POST",
    path: "/api/staff/{account}/reset",
    action: "staff.change",
    summary: "Give a new first password; one-time codes and PIN are set up anew",
    ...{ params: ofAccount, answer: firstPasswordAnswer },
    subject: ({ params }) => params.account,
    places: placesOf,
    async run({ params }, services, caller) {
      const id = params.account;
      mustBeGrantable(caller, await existing(services, id), services);
      const password = firstPassword();
      await caller.commit(
        [
          { kind: "password", id, hash: await hashed(password), mustChange: true },
          { kind: "totp", id, secret: null },
          { kind: "pin", id, hash: null },
        ],
        { subject: id },
      );
      await endOtherSessions(services.office.queries, id);
      return { id, firstPassword: password };
    },
  }),
];
