/** Prints docs/access.md from the access table: node --import tsx host-tools/server/staff/print-access.ts */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { NOBODY_IS_TURNED_AWAY } from "../../contract/consent-texts.ts";
import { ROLES, type Role } from "../../contract/vocabulary.ts";
import { ACTIONS, isAllowed, needsSecondFactor, permission, secondFactorsOf } from "./access-table.ts";
import { ROLE_TEXTS } from "./roles.ts";

export const ACCESS_PAGE = fileURLToPath(new URL("../../../docs/access.md", import.meta.url));

const ACCESS_TEST = "server/http/access.test.ts";

/** As on all pages that say who can see or do what: a link to the test's file, with its title. */
function mark(file: string, title: string): string {
  return `[✓](../test/${file} "${title}")`;
}

export function accessPage(): string {
  const roles = ROLES.map((role) => {
    const { vi, en, placedIn, grants } = ROLE_TEXTS[role];
    const given = grants.length === 0 ? "none" : grants.map((grant) => ROLE_TEXTS[grant].en).join(", ");
    return row([en, vi, placedIn, secondFactorOf(role), given]);
  });
  const actions = ACTIONS.map((action) => {
    const { resource, text, when, test, public: isPublic } = permission(action);
    const what = [
      when === undefined ? text : `${text}. *Only when ${when}*`,
      ...(test ? [mark(...test)] : []),
    ].join(" ");
    return row([
      resource,
      `\`${action}\``,
      isPublic ? `${what} (also without signing in)` : what,
      ...ROLES.map((role) => cellOf(role, action)),
    ]);
  });
  return [
    "# Who may do what",
    "",
    "Printed from `host-tools/server/staff/access-table.ts` by `node --import tsx host-tools/server/staff/print-access.ts`; a test compares.",
    `The server holds every request to this table, and the tests walk every route with every role, in its own place and in another ${mark(ACCESS_TEST, "walked all")},`,
    `and each condition, lacking and met ${mark(ACCESS_TEST, "to its condition: only when")}. Beside a row stands the test of what its cells do not say.`,
    "",
    `**${NOBODY_IS_TURNED_AWAY.vi}** ${NOBODY_IS_TURNED_AWAY.en}`,
    `The table has no action by which a guard could look up who wears a token ${mark(ACCESS_TEST, "through every route exactly as far as it says")}.`,
    "",
    "## Roles",
    "",
    row(["role", "vai trò", "belongs to a", "second factor", "gives the roles"]),
    row(["---", "---", "---", "---", "---"]),
    ...roles,
    "",
    "## Actions",
    "",
    "*own*: in the own unit or organisation and all below it, units that were merged into it included. *any*: everywhere. Empty: not at all.",
    `What lies outside answers as if it did not exist, and the attempt is written into the audit log ${mark(ACCESS_TEST, "through every route exactly as far as it says")}.`,
    "",
    row(["on", "action", "what", ...ROLES.map((role) => ROLE_TEXTS[role].en)]),
    row(["---", "---", "---", ...ROLES.map(() => "---")]),
    ...actions,
    "",
  ].join("\n");
}

const FACTORS = { codes: "one-time codes", computer: "an enrolled computer" } as const;

function secondFactorOf(role: Role): string {
  const ways = secondFactorsOf(role).map((way) => FACTORS[way]);
  return needsSecondFactor(role) ? ways.join(" or ") : `${ways.join(" or ")} if set up`;
}

function cellOf(role: Role, action: (typeof ACTIONS)[number]): string {
  if (isAllowed(role, action, false)) return "any";
  return isAllowed(role, action, true) ? "own" : "";
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(ACCESS_PAGE, accessPage());
