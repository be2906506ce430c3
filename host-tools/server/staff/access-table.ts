/**
 * Who may do what: one table of role × action × own or other place. The router asks it, the tests walk it, and
 * docs/access.md is printed from it. "Own" is the place of the staff member and all below it.
 */

import { ROLES, type Role, SECOND_FACTORS, type SecondFactorKind } from "../../contract/vocabulary.ts";
import { ROLE_TEXTS } from "./roles.ts";

/** `any` includes own. */
type Scope = "own" | "any";

interface Permission {
  /** What it acts on. */
  readonly resource: string;
  readonly text: string;
  /** What must be so besides, whoever it is. */
  readonly when?: string;
  /** Of what the cells do not say: a file below test/, and the title of a test in it. */
  readonly test?: readonly [file: string, title: string];
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
    resource: "service",
    text: "Health, version, description of the routes",
    roles: everyone("any"),
    public: true,
  },
  "access.read": { resource: "service", text: "Read who may do what", roles: everyone("any") },
  "setup.open": {
    resource: "service",
    text: "Set up a server that has no account, by the code in its folder: its province and its two administrators",
    test: ["server/http/setup.test.ts", "is for who has the code of the file alone"],
    roles: everyone("any"),
    public: true,
  },
  "session.open": {
    resource: "session",
    text: "Sign in by password, or, a guard at the gate's computer, by PIN",
    test: ["server/http/gate.test.ts", "a PIN opens nothing elsewhere"],
    roles: everyone("any"),
    public: true,
  },
  "session.own": {
    resource: "session",
    text: "Own session: see, lock, unlock, change password, PIN and one-time codes, sign out",
    roles: everyone("any"),
  },
  "unit.read": { resource: "unit", text: "Read the tree of units", roles: everyone("any") },
  "unit.change": {
    test: ["server/http/units.test.ts", "made by mistake are taken away while nothing stands on them"],
    resource: "unit",
    text: "Add or change units; take away one on which nothing stands",
    roles: { "province-administrator": "own" },
  },
  "organisation.read": {
    resource: "organisation",
    text: "Read organisations",
    roles: { ...everyone("own"), station: "any", investigator: "any", auditor: "any" },
  },
  "organisation.change": {
    test: ["server/http/units.test.ts", "made by mistake are taken away while nothing stands on them"],
    resource: "organisation",
    text: "Add or change organisations; take away one on which nothing stands",
    roles: administrators,
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
    text: "Give a code by which a computer is enrolled or bound to a gate; take a computer out, with its sessions",
    test: ["server/http/computers.test.ts", "a lost laptop is one press"],
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
  "person.add": {
    test: ["server/people/moves.test.ts", "nobody of another province is added"],
    resource: "person",
    text: "Add a person of the own province who consents",
    roles: caretakers,
  },
  "person.change": {
    test: ["server/people/moves.test.ts", "nobody is moved to a unit that has not taken them in"],
    resource: "person",
    text: "Change a person's details; to another place they come when it takes them in",
    roles: caretakers,
  },
  "person.merge": {
    test: ["server/people/merges.test.ts", "is for whoever may change both"],
    resource: "person",
    text: "Make two records of the own place one where they are of one person, and take them apart again",
    roles: station,
  },
  "person.accept": {
    test: ["server/people/moves.test.ts", "nobody is put under the eyes of an organisation"],
    resource: "person",
    text: "Take in people whom another place gives over",
    roles: caretakers,
  },
  "person.export": {
    resource: "person",
    text: "Hand a person all that is kept of them",
    roles: station,
  },
  "list.bring": {
    test: ["server/lists/lists.test.ts", "tells nobody who of it has come, refused or waits"],
    resource: "list",
    text: "Have a list of people to come checked, bring it, undo it until somebody of it has come",
    roles: { ...caretakers, "unit-administrator": "own" },
  },
  "list.decide": {
    test: ["server/lists/lists.test.ts", "are put on a list to decide later"],
    resource: "person",
    text: "See which rows of a list are likely to be somebody who is there, and decide",
    roles: caretakers,
  },
  "planned.read": {
    test: ["server/lists/lists.test.ts", "tells nobody who of it has come, refused or waits"],
    resource: "person",
    text: "Look somebody up in the lists of people to come",
    roles: station,
  },
  "planned.refuse": {
    test: ["server/lists/lists.test.ts", "is deleted at once when they refuse"],
    resource: "person",
    text: "Say that somebody of a list refuses: deletes the row, and stores nothing",
    roles: station,
  },
  "consent.read": {
    resource: "consent",
    text: "Read the texts of consent",
    roles: { ...everyone("any") },
  },
  "consent.history": {
    test: ["server/people/consents.test.ts", "an employer never learns who refused"],
    resource: "consent",
    text: "Read what a person answered for each purpose, when, and who took it down",
    roles: station,
  },
  "consent.change": {
    test: ["server/people/consents.test.ts", "leaves the other purposes as they are"],
    resource: "consent",
    text: "Take down what somebody says of one purpose later; contacts is withdrawn with everything else",
    roles: station,
  },
  "consent.refuse": {
    test: ["server/http/observation.test.ts", "hold no consent that was refused"],
    resource: "consent",
    text: "Say what a refusal means; stores nothing",
    roles: caretakers,
  },
  "consent.withdraw": {
    test: ["server/people/moves.test.ts", "an employer only with the person there"],
    resource: "consent",
    text: "Withdraw a consent: deletes the person and wipes what their token brought",
    when: "a health station does it, or the person's token has just been read at a station of theirs",
    roles: caretakers,
  },
  "assignment.read": {
    test: [
      "server/cases/retirement.test.ts",
      "are neither taken into custody nor handed out by their number",
    ],
    resource: "assignment",
    text: "Read who wore which token",
    roles: { ...caretakers, investigator: "own" },
  },
  "assignment.change": {
    test: [
      "server/cases/retirement.test.ts",
      "are neither taken into custody nor handed out by their number",
    ],
    resource: "assignment",
    text: "Hand out, take back and replace tokens",
    roles: caretakers,
  },
  "custody.change": {
    test: [
      "server/cases/retirement.test.ts",
      "are neither taken into custody nor handed out by their number",
    ],
    resource: "assignment",
    text: "Give tokens to an organisation that shares them, and take them back",
    roles: { ...station, ...administrators },
  },
  "sync.ticket": {
    test: ["server/tokens/authority.test.ts", "knows nobody by a HELLO that was changed"],
    resource: "sync",
    text: "Learn which token has said hello, with a ticket to read it",
    roles: { station: "any" },
  },
  "sync.time": { resource: "sync", text: "Get signed time for a token", roles: { station: "any" } },
  "sync.page": { resource: "sync", text: "Bring sealed pages of a token", roles: { station: "any" } },
  "sync.health": { resource: "sync", text: "Bring a token's health report", roles: { station: "any" } },
  "station.ahead": {
    test: ["server/cases/seen.test.ts", "stands in nothing that a station holds"],
    resource: "station",
    text: "Hold roster and tickets of the own place for work without a network",
    roles: station,
  },
  "station.form": {
    test: ["server/http/access.test.ts", "through every route exactly as far as it says"],
    resource: "station",
    text: "Bring sealed forms that were filled in without a network; each is held to the action it stands for",
    roles: station,
  },
  "station.token": {
    test: ["server/cases/seen.test.ts", "tells a station of elsewhere nothing of a wearer"],
    resource: "station",
    text: "See of a token whether it may be handed out; of the own place, or once it has just been read in the same session, its last sync; its wearer only of the own place",
    roles: { station: "any" },
  },
  "station.called": {
    test: [
      "server/cases/seen.test.ts",
      "is told of the own place's wearer in the session that has just read the token",
    ],
    resource: "station",
    text: "Be told that the wearer of a token is to be seen",
    when: "the token itself has just been read in the same session",
    roles: station,
  },
  "case.read": {
    resource: "case",
    text: "Read cases, without contacts",
    roles: { investigator: "own", "province-administrator": "own" },
  },
  "case.open": { resource: "case", text: "Open a case", roles: { investigator: "own" } },
  "case.approve": {
    test: [
      "server/cases/approval.test.ts",
      "what was changed while somebody decided is not what they agreed to",
    ],
    resource: "case",
    text: "Approve a case",
    when: "somebody else opened it, and it is as they saw it",
    roles: { investigator: "own", "province-administrator": "own" },
  },
  "case.change": {
    test: [
      "server/cases/approval.test.ts",
      "a wider period or a looser definition waits for a second person",
    ],
    resource: "case",
    text: "Change or close a case; more days, a looser definition or other files of a phone wait for approval again",
    roles: { investigator: "own" },
  },
  "case.reopen": {
    test: ["server/cases/reopening.test.ts", "is as it was before"],
    resource: "case",
    text: "Open a case again that was closed by mistake",
    when: "it was closed no more than 7 days ago",
    roles: { investigator: "own" },
  },
  "gate.read": {
    test: ["server/gates/gates.test.ts", "tell nobody of a person's passage outside an open case"],
    resource: "gate",
    text: "Read which gates there are and when each was last heard of",
    roles: { guard: "own", manager: "own", ...administrators, auditor: "any" },
  },
  "gate.change": {
    test: ["server/gates/gates.test.ts", "let a machine in by a code, once"],
    resource: "gate",
    text: "Add a gate, give a code by which its machine is let in, take a gate away",
    roles: administrators,
  },
  "gate.counts": {
    test: ["server/gates/gate-counts.test.ts", "are told once, of the own place alone"],
    resource: "gate",
    text: "Read how many went in and out at gates, by day; never of few, and once a week",
    roles: { manager: "own", ...administrators },
  },
  "fire.open": {
    test: ["server/fires/fires.test.ts", "are raised and ended by whoever is in charge of the place"],
    resource: "fire",
    text: "Say that something has happened in a zone of the own place's gates, and that it is over; by itself it is over within an hour",
    roles: { manager: "own" },
  },
  "fire.look": {
    test: ["server/fires/fires.test.ts", "name who agreed to it and is inside now"],
    resource: "fire",
    text: "While it lasts, see by name who is inside now, of those alone who agreed to be named in an emergency; never when anybody came",
    roles: { manager: "own" },
    when: "it was said there that something has happened, an hour ago at most, and not that it is over",
  },
  "gate.bring": {
    test: ["server/gates/gates.test.ts", "take passages from the gate's own machine alone"],
    resource: "gate",
    text: "Bring what a gate has written down: a machine with the gate's secret, in what is sealed",
    roles: everyone("any"),
    public: true,
  },
  "recall.fetch": {
    test: ["server/recalls/recall-sets.test.ts", "are for the gate's own machine alone"],
    resource: "gate",
    text: "Fetch what a gate sends to call tokens: a machine with the gate's secret, sealed to it; it tells nobody whom",
    roles: everyone("any"),
    public: true,
  },
  "site.change": {
    test: ["server/gates/sites.test.ts", "ends the one before"],
    resource: "gate",
    text: "Draw the code that visitors' own phones scan at a gate; the one before is good no more",
    roles: { manager: "own", ...administrators },
  },
  "site.read": {
    test: ["server/gates/sites.test.ts", "tells place, gate and zone"],
    resource: "gate",
    text: "Read which place and gate a scanned code is of: whoever has the code",
    roles: everyone("any"),
    public: true,
  },
  "site.note": {
    test: ["server/gates/sites.test.ts", "takes a visit as it was told"],
    resource: "gate",
    text: "Tell an own visit at the gate whose code was scanned, sealed to the server; so many in a minute",
    roles: everyone("any"),
    public: true,
  },
  "passages.read": {
    test: ["server/gates/case-passages.test.ts", "tell of a case that is open, and of its days alone"],
    resource: "contacts",
    text: "Read where a case went through gates, and who was there meanwhile",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.read": {
    test: ["server/cases/cases.test.ts", "shows nobody's contacts before a second person has approved"],
    resource: "contacts",
    text: "Read the contacts of a case",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.change": {
    test: ["server/cases/cases.test.ts", "shows nobody's contacts before a second person has approved"],
    resource: "contacts",
    text: "Set the state of a contact and write a note",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.export": {
    test: ["server/cases/cases.test.ts", "shows nobody's contacts before a second person has approved"],
    resource: "contacts",
    text: "Export or print the contacts of a case",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.share": {
    test: ["server/cases/claims.test.ts", "of two who claim one line at once one gets it"],
    resource: "contacts",
    text: "Claim lines of a case to call them, give them to somebody who calls, take them back",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.call": {
    test: ["server/cases/calls.test.ts", "nothing is lost"],
    resource: "contacts",
    text: "Write down what a call to a contact came to",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "contacts.recall": {
    test: ["server/recalls/token-calls.test.ts", "is for investigators of the own place, in an open case"],
    resource: "contacts",
    text: "Call a contact by their token, withdraw it, see whether they came; of who wears a token and said yes to it",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "line.read": {
    test: ["server/cases/caller.test.ts", "sees the lines that they hold and nothing else of the case"],
    resource: "line",
    text: "Read the lines that one holds oneself: whom to call, last contact's day, next steps",
    roles: { caller: "own" },
  },
  "line.claim": {
    test: ["server/cases/caller.test.ts", "holds no more than"],
    resource: "line",
    text: "Claim the next lines of a place that nobody holds",
    roles: { caller: "own" },
  },
  "line.call": {
    test: ["server/cases/caller.test.ts", "ends by itself"],
    resource: "line",
    text: "Write down what a call came to and what somebody answered who is asked daily; give the line up",
    when: "who asks holds the line, and the case is open",
    roles: { caller: "own" },
  },
  "medical.read": {
    test: ["server/cases/health.test.ts", "shows nobody's health"],
    resource: "medical",
    text: "Read test results, symptoms and places of quarantine of a case's contacts, and what is to be done next",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "medical.write": {
    test: ["server/cases/health.test.ts", "shows nobody's health"],
    resource: "medical",
    text: "Write test results, symptoms and places of quarantine down; bring a laboratory's file",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "medical.export": {
    test: ["server/cases/health.test.ts", "shows nobody's health"],
    resource: "medical",
    text: "Take the samples of a case's contacts out as a file for the laboratory",
    when: "the case is open",
    roles: { investigator: "own" },
  },
  "board.read": {
    test: ["server/cases/board.test.ts", "names no contact"],
    resource: "board",
    text: "Read how the calls of open cases go, and who calls: counts and hours",
    roles: { investigator: "own", "province-administrator": "own" },
  },
  "notice.read": {
    test: ["server/cases/notices.test.ts", "says neither why nor of which case"],
    resource: "notice",
    text: "Read whom to ask to sync",
    roles: { station: "own", manager: "own", investigator: "own" },
  },
  "notice.change": {
    test: ["server/cases/notices.test.ts", "is refused where it would tell who"],
    resource: "notice",
    text: "Have people asked to sync, without saying why; withdraw it",
    when: "20 people or more of each group that is named wear a token",
    roles: { investigator: "own" },
  },
  "uptake.read": {
    test: ["server/uptake/uptake.test.ts", "is exact for the own place's station alone"],
    resource: "uptake",
    text: "Read how many wear a token and what is to be done for them; exactly at a health station, else never of few and once a week",
    roles: { ...caretakers, ...administrators },
  },
  "uptake.wearers": {
    test: ["server/uptake/uptake.test.ts", "names who is silent to the own station alone"],
    resource: "uptake",
    text: "See by name who never synced, is silent, or needs a battery",
    roles: station,
  },
  "stock.read": {
    test: ["server/stock/stock.test.ts", "tells a place its own tokens alone"],
    resource: "stock",
    text: "Read which tokens lie in the stock of the own place, in which state, and what was done with them; never who wears one",
    roles: caretakers,
  },
  "stock.change": {
    test: ["server/stock/stock.test.ts", "goes from state to state as the table says"],
    resource: "stock",
    text: "Take tokens into the own stock; note that they are refurbished, lost, found or dead, or lent to a visitor; undo it within a day; take stock",
    roles: caretakers,
  },
  "stock.move": {
    test: ["server/stock/transfers.test.ts", "is acknowledged by the receiver"],
    resource: "stock",
    text: "Send tokens of the own stock to another place, take them back before any was acknowledged; acknowledge those that came; take over what lies here and in another's stock, which both are told",
    roles: caretakers,
  },
  "heads.change": {
    test: ["server/uptake/heads.test.ts", "is typed by the own office"],
    resource: "uptake",
    text: "Type how many people a place has, and how many of them without a token run the app; correct it",
    roles: { manager: "own", "unit-administrator": "own" },
  },
  "target.change": {
    test: ["server/uptake/heads.test.ts", "is typed by the own office"],
    resource: "uptake",
    text: "Set what share of a unit's people is to have a token or the app, until when",
    roles: administrators,
  },
  "case.publish": {
    test: ["server/cases/retirement.test.ts", "none of a token that others heard afterwards"],
    resource: "case",
    text: "Publish a case's day keys for phones",
    when: "the case is open, the token is retired or re-keyed, and it has neither spoken nor been heard since",
    roles: { investigator: "own" },
  },
  "token.enrol": {
    test: ["server/tokens/enrolments.test.ts", "are sealed to whoever asked"],
    resource: "enrolment",
    text: "Enrol a token: draw its number and its keys, which are told once, sealed to the bench that asks",
    roles: { bench: "any" },
  },
  "enrolment.end": {
    test: ["server/tokens/number-ends.test.ts", "is void"],
    resource: "enrolment",
    text: "Tell what became of a number that a bench of the place has drawn: a token has it, which lies ready in the place's stock, or none ever will where nobody has seen one",
    roles: { bench: "own" },
  },
  "token.retire": {
    test: ["server/cases/retirement.test.ts", "at once with the token just read at a station of the place"],
    resource: "token",
    text: "Note that a token is retired or re-keyed: its keys are used no more",
    when: "it has just been read at a station of the place, or two people say so",
    roles: { station: "own", investigator: "own", "unit-administrator": "own" },
  },
  "token.unretire": {
    test: ["server/cases/retirement.test.ts", "the province undoes a mistake"],
    resource: "token",
    text: "Undo a retirement",
    when: "none of its day keys was published",
    roles: { "province-administrator": "own" },
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

/** What persons are found by, and tokens' keys are told at. */
const GUARDED: readonly string[] = [
  "person",
  "medical",
  "assignment",
  "case",
  "contacts",
  "line",
  "enrolment",
  "fire",
];

/** Whether a role, or one that it may give, can see persons or learn keys: then a password alone lets nobody in. */
export function needsSecondFactor(role: Role): boolean {
  return [role, ...ROLE_TEXTS[role].grants].some((one) =>
    ACTIONS.some(
      (action) => GUARDED.includes(permission(action).resource) && scopeOf(one, action) !== undefined,
    ),
  );
}

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
