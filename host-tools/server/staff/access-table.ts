/**
 * Who may do what: one table of role × action × own or other place. The router asks it, the tests walk it, and
 * docs/access.md is printed from it. "Own" is the place of the staff member and all below it.
 */
import { ROLE_TEXTS, ROLES, type Role } from "./roles.ts";

/** `any` includes own. */
export type Scope = "own" | "any";

export interface Permission {
  /** What it acts on. */
  readonly resource: string;
  readonly text: string;
  /** A role that is missing may not at all. */
  readonly roles: Readonly<Partial<Record<Role, Scope>>>;
  /** Also without signing in. */
  readonly public?: true;
}

const everyone = (scope: Scope): Partial<Record<Role, Scope>> =>
  Object.fromEntries(ROLES.map((role) => [role, scope]));

const station: Partial<Record<Role, Scope>> = { station: "own" };
const caretakers: Partial<Record<Role, Scope>> = { station: "own", manager: "own" };
const administrators: Partial<Record<Role, Scope>> = {
  "unit-administrator": "own",
  "province-administrator": "own",
};

export const ACCESS = {
  "service.read": {
    ...{ resource: "service", text: "Health, version, description of the routes" },
    ...{ roles: everyone("any"), public: true },
  },
  "session.open": {
    ...{ resource: "session", text: "Sign in", roles: everyone("any"), public: true },
  },
  "session.own": {
    resource: "session",
    text: "Own session: see, lock, unlock, change password, PIN and one-time codes, sign out",
    roles: everyone("any"),
  },
  "unit.read": { resource: "unit", text: "Read the tree of units", roles: everyone("any") },
  "unit.change": {
    ...{ resource: "unit", text: "Add or change units", roles: { "province-administrator": "own" } },
  },
  "organisation.read": {
    resource: "organisation",
    text: "Read organisations",
    roles: { ...everyone("own"), station: "any", investigator: "any", auditor: "any" },
  },
  "organisation.change": {
    ...{ resource: "organisation", text: "Add or change organisations", roles: administrators },
  },
  "staff.read": {
    resource: "staff",
    text: "Read accounts",
    roles: { ...administrators, auditor: "any" },
  },
  "staff.change": {
    resource: "staff",
    text: "Add, disable and reset accounts, in the roles that the own role may give",
    roles: administrators,
  },
  "staff.accept": {
    resource: "staff",
    text: "Accept an account in a role that opens cases, which another administrator made, reset or changed",
    roles: { "province-administrator": "own" },
  },
  "computer.read": {
    resource: "computer",
    text: "Read which computers are enrolled",
    roles: { ...administrators, auditor: "any" },
  },
  "computer.change": {
    resource: "computer",
    text: "Give a code by which a computer is enrolled; take a computer out, with its sessions",
    roles: administrators,
  },
  "person.search": {
    resource: "person",
    text: "Search persons by name or phone",
    roles: { ...caretakers, investigator: "own" },
  },
  "person.read": {
    resource: "person",
    text: "Read one person",
    roles: { ...caretakers, investigator: "own" },
  },
  "person.add": { resource: "person", text: "Add a person who consents", roles: caretakers },
  "person.change": { resource: "person", text: "Change a person's details", roles: caretakers },
  "person.export": {
    ...{ resource: "person", text: "Hand a person all that is kept of them", roles: station },
  },
  "consent.read": {
    resource: "consent",
    text: "Read the texts of consent",
    roles: { ...everyone("any") },
  },
  "consent.refuse": {
    ...{ resource: "consent", text: "Say what a refusal means; stores nothing", roles: caretakers },
  },
  "consent.withdraw": {
    resource: "consent",
    text: "Withdraw a consent: deletes the person and wipes what their token brought",
    roles: caretakers,
  },
  "assignment.read": {
    resource: "assignment",
    text: "Read who wore which token",
    roles: { ...caretakers, investigator: "own" },
  },
  "assignment.change": {
    ...{ resource: "assignment", text: "Hand out, take back and replace tokens", roles: caretakers },
  },
  "custody.change": {
    resource: "assignment",
    text: "Give tokens to an organisation that shares them, and take them back",
    roles: { ...station, ...administrators },
  },
  "sync.ticket": {
    resource: "sync",
    text: "Learn which token has said hello, with a ticket to read it",
    roles: { station: "any" },
  },
  "sync.time": { resource: "sync", text: "Get signed time for a token", roles: { station: "any" } },
  "sync.page": { resource: "sync", text: "Bring sealed pages of a token", roles: { station: "any" } },
  "sync.health": { resource: "sync", text: "Bring a token's health report", roles: { station: "any" } },
  "station.ahead": {
    resource: "station",
    text: "Hold roster and tickets of the own place for work without a network",
    roles: station,
  },
  "station.form": {
    resource: "station",
    text: "Bring sealed forms that were filled in without a network; each is held to the action it stands for",
    roles: station,
  },
  "station.token": {
    resource: "station",
    text: "See of a token in hand: last sync, called or not; its wearer only of the own place",
    roles: { station: "any" },
  },
  "case.read": {
    resource: "case",
    text: "Read cases, without contacts",
    roles: { investigator: "own", "province-administrator": "own" },
  },
  "case.open": { resource: "case", text: "Open a case", roles: { investigator: "own" } },
  "case.approve": {
    resource: "case",
    text: "Approve a case that somebody else opened",
    roles: { investigator: "own", "province-administrator": "own" },
  },
  "case.change": { resource: "case", text: "Change or close a case", roles: { investigator: "own" } },
  "contacts.read": {
    ...{ resource: "contacts", text: "Read the contacts of an open case", roles: { investigator: "own" } },
  },
  "contacts.change": {
    resource: "contacts",
    text: "Set the state of a contact and write a note",
    roles: { investigator: "own" },
  },
  "contacts.export": {
    resource: "contacts",
    text: "Export or print the contacts of an open case",
    roles: { investigator: "own" },
  },
  "case.publish": {
    resource: "case",
    text: "Publish a case's day keys for phones, of a token that is retired or re-keyed",
    roles: { investigator: "own" },
  },
  "token.retire": {
    resource: "token",
    text: "Note that a token is retired or re-keyed: its keys are used no more",
    roles: { station: "any", investigator: "own" },
  },
  "audit.read": { resource: "audit", text: "Read the audit log", roles: { auditor: "any" } },
  "audit.verify": {
    resource: "audit",
    text: "Verify the audit log and read its head",
    roles: { auditor: "any", "province-administrator": "any" },
  },
} as const satisfies Readonly<Record<string, Permission>>;

export type Action = keyof typeof ACCESS;
export const ACTIONS = Object.keys(ACCESS) as readonly Action[];

export function permission(action: Action): Permission {
  return ACCESS[action];
}

/** How far a role reaches with an action, or undefined when it may not at all. */
export function scopeOf(role: Role, action: Action): Scope | undefined {
  return permission(action).roles[role];
}

/** May the role act on something of its own place (or below), or of another? */
export function isAllowed(role: Role, action: Action, isOwn: boolean): boolean {
  const scope = scopeOf(role, action);
  return scope === "any" || (scope === "own" && isOwn);
}

/** What persons are found by. */
const OF_PERSONS: readonly string[] = ["person", "assignment", "case", "contacts"];

/** Whether a role, or one that it may give, can see persons: then a password alone lets nobody in. */
export function needsSecondFactor(role: Role): boolean {
  return [role, ...ROLE_TEXTS[role].grants].some((one) =>
    ACTIONS.some(
      (action) => OF_PERSONS.includes(permission(action).resource) && scopeOf(one, action) !== undefined,
    ),
  );
}

/** Ways of showing that it is more than a password that one has. */
export const SECOND_FACTORS = ["codes", "computer"] as const;
export type SecondFactorKind = (typeof SECOND_FACTORS)[number];

/**
 * A computer is shared by those who work at it, so it does where a colleague's password is all that it has to hold
 * against, and not where cases are opened. Who needs no second factor may still have codes.
 */
export function secondFactorsOf(role: Role): readonly SecondFactorKind[] {
  return needsSecondFactor(role) && !opensCases(role) ? SECOND_FACTORS : ["codes"];
}

/** Roles that may open cases, and those who can make somebody one of them. */
export function opensCases(role: Role): boolean {
  return [role, ...ROLE_TEXTS[role].grants].some((one) => scopeOf(one, "case.open") !== undefined);
}
