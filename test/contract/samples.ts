/** Requests and answers as they were written by hand from docs and screens: one of each kind, with every field that it may have. */
import type * as v from "valibot";
import * as access from "../../host-tools/contract/access.ts";
import * as audit from "../../host-tools/contract/audit.ts";
import * as calls from "../../host-tools/contract/calls.ts";
import * as cases from "../../host-tools/contract/cases.ts";
import * as contacts from "../../host-tools/contract/contacts.ts";
import * as enrolments from "../../host-tools/contract/enrolments.ts";
import * as fires from "../../host-tools/contract/fires.ts";
import * as forms from "../../host-tools/contract/forms.ts";
import * as guards from "../../host-tools/contract/guards.ts";
import * as persons from "../../host-tools/contract/persons.ts";
import { problemAnswer } from "../../host-tools/contract/problem.ts";
import * as recalls from "../../host-tools/contract/recalls.ts";
import * as sessions from "../../host-tools/contract/sessions.ts";
import * as site from "../../host-tools/contract/site.ts";
import * as staff from "../../host-tools/contract/staff.ts";
import * as stations from "../../host-tools/contract/stations.ts";
import * as stock from "../../host-tools/contract/stock.ts";
import * as takings from "../../host-tools/contract/stock-takings.ts";
import * as syncs from "../../host-tools/contract/syncs.ts";
import * as tokens from "../../host-tools/contract/tokens.ts";
import * as transfers from "../../host-tools/contract/transfers.ts";
import * as units from "../../host-tools/contract/units.ts";
import * as uptake from "../../host-tools/contract/uptake.ts";

interface Sample {
  readonly name: string;
  readonly schema: v.GenericSchema;
  readonly json: object;
}

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
const OTHER_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
const TIME = "2026-11-29T05:06:07.008Z";
const FEW = { least: 1, most: 7 };
const STATES = { ready: 3, "handed-out": 1, returned: 0, "to-refurbish": 0, lost: 0, dead: 0, retired: 0 };
const IN_STOCK = { serial: 4821, place: "10525-2025", state: "handed-out", since: TIME, due: TIME };
const FIGURES = { worn: FEW, synced: FEW, never: FEW, silent: FEW, due: FEW, dueLater: FEW };
const PLACE = { place: "truong-so-1", name: "Trường số 1", kind: "school", in: "31-290" };
const SAY = { vi: "Không ai bị từ chối.", en: "Nobody is refused." };

const GUARDIAN = { name: "Trần Văn Ba", phone: "+84912345678", relation: "bố" };
const DETAILS = {
  name: "Trần Thị Bưởi",
  birth: "2014-03-02",
  phone: "0912 345 678",
  phoneShared: true,
  idNumber: "030123456789",
  unit: "31-290",
  organisation: "truong-so-1",
  hamlet: "Xóm Chùa",
  group: "Lớp 6A",
  guardian: GUARDIAN,
};
const PERSON = { id: ID, ...DETAILS };
const HEARD = { version: "2026-2", language: "vi", channel: "home-visit", givenBy: "guardian" };
const CONSENT = { agreed: true, ...HEARD, optional: { register: false, "call-by-token": true } };
const FIRE = {
  id: ID,
  place: "nha-may-an-phat",
  placeName: "Nhà máy An Phát",
  zone: "Xưởng A",
  openedAt: TIME,
  until: TIME,
};
const WORDS_OF_CONSENT = { version: "2026-2", ...SAY, optional: [{ purpose: "register", ...SAY }] };
const ACCOUNT = {
  id: ID,
  login: "lan.station",
  name: "Nguyễn Thị Lan",
  role: "station",
  place: "31-290",
  enabled: true,
};
const ROSTER_ENTRY = {
  id: ID,
  name: "Trần Thị Bưởi",
  birth: "1944",
  hamlet: "Xóm Chùa",
  group: "Lớp 6A",
  organisation: "truong-so-1",
  guardian: "Trần Văn Ba",
  phoneEnd: "678",
  serials: [2001, 17],
  given: ["call-by-token"],
};
const RESEMBLING = { ...ROSTER_ENTRY, id: OTHER_ID, reasons: ["name-birth", "phone"] };
const LIKENESS = {
  name: "Trần Thị Bưởi",
  birth: "1944",
  phone: "0912 345 678",
  idNumber: "030123456789",
  hamlet: "Xóm Chùa",
  group: "Lớp 6A",
};
const CLOCK = { by: "computer", after: 1_795_000_000_000, offBefore: -5, offBy: -7, ago: 60_000 };
const OTHERS = [
  { serial: 17, what: "lost" },
  { serial: 18, what: "worn-too" },
];
const CASE = {
  id: ID,
  reference: "XN-12/2026",
  ground: "pcr",
  subject: { kind: "token", person: OTHER_ID, name: "Vũ Ngọc Ánh", serial: 7, token: "BZ-0007" },
  place: "31-290",
  placeName: "Phường Hải Dương",
  onset: "2026-11-20",
  tested: "2026-11-22",
  from: "2026-11-18",
  to: "2026-11-29",
  byHand: { from: "2026-11-18", to: "2026-11-29" },
  rule: "two-metres-15-in-24",
  state: "emergency",
  isOpen: true,
  isOwn: false,
  openedAt: TIME,
  openedBy: "Nguyễn Thị Lan",
  scope: "0a1b",
  phone: { keys: 3, rows: 120 },
  reviewDue: TIME,
  approvedAt: TIME,
  closedAt: TIME,
};
const RADIO = {
  key: OTHER_ID,
  tokens: [{ serial: 8, name: "BZ-0008" }],
  minutes: 40,
  closeMinutes: 18,
  first: TIME,
  last: TIME,
  days: [
    {
      date: "2026-11-21",
      minutes: 40,
      closeMinutes: 18,
      first: TIME,
      last: TIME,
      distance: "2m",
      risk: 0.0033,
    },
  ],
  spells: [{ from: 29_000_000, to: 29_000_040 }],
  closeSpells: [{ from: 29_000_000, to: 29_000_018 }],
  distance: "1m",
  evidence: "both",
  judgedWith: 9,
  isContact: true,
  confidence: { level: "medium", reasons: ["both-logs", "with-others", "distance-at-the-limit"] },
  person: {
    id: OTHER_ID,
    name: "Vũ Ngọc Ánh",
    sortKey: "anh vu ngoc",
    birth: "2014",
    unit: "31-290",
    unitName: "Phường Hải Dương",
    phone: "+84912345678",
    phoneShared: true,
    organisation: "Trường số 1",
    hamlet: "Xóm Chùa",
    group: "Lớp 6A",
    guardian: GUARDIAN,
  },
  label: "Vũ Ngọc Ánh",
};
const ENTRY = {
  key: OTHER_ID,
  minutes: 40,
  closeMinutes: 18,
  isContact: true,
  evidence: "case",
  confidence: "low",
};
const LINE = { state: "call-back", tries: 2, isToCall: true, lastCallAt: TIME, callBackAt: TIME };
const CALL = {
  id: ID,
  at: TIME,
  by: "An",
  outcome: "call-back",
  callBackAt: TIME,
  note: "bận",
  corrects: OTHER_ID,
};
const LIST_NAME = { number: 2, madeAt: TIME, rule: "vn-3638-2021", ruleVersion: 1 };
const DAYS = { from: "2026-11-18", to: "2026-11-29" };
const MARKS = { replayed: 1, expired: 2, own: 3, clockUntrusted: 4, clockCorrected: 5, early: 6 };
const COVERAGE = {
  of: "case",
  ...DAYS,
  zone: "province",
  firstKept: TIME,
  logsUntil: TIME,
  ids: 12,
  unresolved: 3,
  tokens: 1_000_000,
  lookedAt: 31,
  isExhaustive: false,
  logs: 2,
  missing: [{ label: "Trần Thị Bưởi", token: "BZ-0007", isCase: true, until: TIME }],
};
const LIST = {
  case: CASE,
  coverage: COVERAGE,
  list: { ...LIST_NAME, ...DAYS, unresolved: 3, isExhaustive: false, marks: MARKS },
  lists: [{ number: 1, madeAt: TIME }],
  before: { ...LIST_NAME, ...DAYS, number: 1 },
  changes: { added: ["a"], removed: ["b"], changed: [{ key: "c", before: ENTRY, after: ENTRY }] },
  others: 5,
  contacts: [
    {
      ...RADIO,
      state: "called",
      note: "gọi lại",
      changedAt: TIME,
      history: [{ at: TIME, by: "An", state: "called", note: "gọi lại" }],
      line: LINE,
      calls: [CALL],
      claim: { claim: OTHER_ID, holder: ID, by: "Bình", until: TIME },
      ownCase: { id: OTHER_ID, reference: "XN-13", state: "waiting" },
    },
  ],
  dropped: [{ key: "b", label: "BZ-0009", state: "to-call" }],
};
const RULE = {
  id: "vn-3638-2021",
  version: 1,
  name: SAY,
  since: "2021-07-30",
  source: "3638/QĐ-BYT",
  metres: 2,
  minutes: 15,
  withinHours: 24,
  daysBefore: 2,
};

const kind = (name: string, schema: v.GenericSchema, json: object): Sample => ({ name, schema, json });

export const SAMPLES: readonly Sample[] = [
  kind("unit", units.unit, {
    id: "31-290",
    code: "290",
    name: "Phường Hải Dương",
    tier: "commune",
    parent: "31",
    from: "2025-07-01",
    to: "2026-12-31",
    successors: ["31-291"],
  }),
  kind("organisation", units.organisation, {
    id: "truong-so-1",
    name: "Trường số 1",
    kind: "school",
    unit: "31-290",
  }),
  kind("sign-in", sessions.signingIn, { login: "lan.station", password: "mật khẩu dài" }),
  kind("signed in", sessions.signedIn, { stage: "second", csrf: "word" }),
  kind("own session", sessions.ownSession, {
    stage: "open",
    csrf: "word",
    endsAt: TIME,
    hasPin: true,
    account: ACCOUNT,
    ways: ["codes", "computer"],
  }),
  kind("next stage", sessions.nextStage, { stage: "must-change" }),
  kind("code", sessions.code, { code: "123456" }),
  kind("PIN", sessions.pin, { pin: "482915" }),
  kind("computer of a gate", sessions.gateComputer, { computer: ID }),
  kind("sign-in at a gate", sessions.gateSignIn, {
    computer: ID,
    login: "hung.guard",
    pin: "482915",
    signature: "ab".repeat(64),
  }),
  kind("new password", sessions.newPassword, { old: "one", new: "another" }),
  kind("codes begun", sessions.codesBegun, { uri: "otpauth://totp/x" }),
  kind("challenge", sessions.challenge, { challenge: "ab".repeat(32) }),
  kind("computer's signature", sessions.computerSignature, { computer: ID, signature: "ab".repeat(64) }),
  kind("computer's enrolment", sessions.computerEnrolment, {
    code: "ABCD-EFGH",
    point: "04".repeat(65),
    signature: "ab".repeat(64),
  }),
  kind("enrolled computer", sessions.enrolledComputer, {
    stage: "open",
    computer: { id: ID, name: "Máy trực" },
  }),
  kind("person", persons.person, PERSON),
  kind("new person", persons.newPerson, {
    id: ID,
    person: DETAILS,
    consent: CONSENT,
    at: TIME,
    another: true,
  }),
  kind("later answer", persons.laterAnswer, { purpose: "register", agreed: false, ...HEARD, at: TIME }),
  kind("history of consents", persons.consentHistory, {
    consents: [{ purpose: "contacts", answer: "withdrawn", ...HEARD, takenBy: OTHER_ID, at: TIME }],
  }),
  kind("of whom it is asked whether they are there", persons.likeness, LIKENESS),
  kind("likely doubles", persons.likelyDoubles, { persons: [RESEMBLING] }),
  kind("noted doubles", persons.notedDoubles, {
    doubles: [{ person: ROSTER_ENTRY, others: [RESEMBLING], notedAt: TIME }],
  }),
  kind("the other person", persons.otherPerson, { other: OTHER_ID }),
  kind("added person", persons.addedPerson, { id: ID }),
  kind("found persons", persons.foundPersons, { persons: [PERSON], total: 25 }),
  kind("words of consent", persons.consentWords, WORDS_OF_CONSENT),
  kind("what is said to who refused", persons.refusalSaid, { say: SAY }),
  kind("moves to here", persons.movesToHere, {
    moves: [
      {
        id: ID,
        what: "unit",
        place: "31-290",
        from: "Phường Thanh Bình",
        name: "Trần Thị Bưởi",
        birth: "1944",
        askedAt: TIME,
      },
    ],
    keptSince: TIME,
  }),
  kind("answer to a move", persons.moveAnswer, { accepted: true }),
  kind("handing out", tokens.handingOut, {
    person: ID,
    handOver: true,
    others: OTHERS,
    at: TIME,
    clock: CLOCK,
  }),
  kind("wearings in doubt", tokens.doubtedWearings, {
    doubted: [
      {
        serial: 17,
        person: ROSTER_ENTRY,
        from: TIME,
        told: TIME,
        others: [{ person: ROSTER_ENTRY, from: TIME, to: TIME }],
      },
    ],
  }),
  kind("a doubt that is settled", tokens.doubtSettled, { person: ID, from: TIME, at: TIME }),
  kind("end of wearing", tokens.wearingEnd, { person: ID, endedBy: "broken", at: TIME }),
  kind("retirement", tokens.retirement, { how: "re-keyed" }),
  kind("noted retirement", tokens.retirementNoted, { state: "asked" }),
  kind("time", stations.serverTime, { unixMs: 1_795_000_000_000 }),
  kind("roster", stations.roster, { persons: [ROSTER_ENTRY] }),
  kind("what is held ahead", stations.heldAhead, {
    now: 1_795_000_000_000,
    place: { id: "31-290", name: "Phường Hải Dương" },
    formKey: { id: "00000001", point: "04".repeat(65) },
    consent: WORDS_OF_CONSENT,
    persons: [ROSTER_ENTRY],
    notBefore: 1_900_000,
    hours: 48,
    tokens: [{ serial: 2001, lastSync: TIME, counter: 9, macs: ["ab".repeat(8)] }],
  }),
  kind("state of a token", stations.tokenState, {
    known: true,
    wearer: ROSTER_ENTRY,
    elsewhere: false,
    called: true,
    lastSync: TIME,
    clockChange: -2.5,
  }),
  kind("ticket wanted", syncs.ticketRequest, { name: "BZ-0007", hello: "0001", hours: 2 }),
  kind("ticket", syncs.ticketAnswer, {
    serial: 7,
    counter: 1,
    notBefore: 1_900_000,
    hours: 2,
    mac: "ab".repeat(8),
  }),
  kind("time wanted", syncs.timeRequest, { nonce: "ab".repeat(8) }),
  kind("signed time", syncs.timeAnswer, { unixSeconds: 1_795_000_000, mac: "ab".repeat(8) }),
  kind("receipt", syncs.receiptAnswer, { sequence: 3, length: 4096, mac: "ab".repeat(8) }),
  kind("health", syncs.healthRequest, { message: "0a0b", mac: "ab".repeat(12), anchor: 1_795_000_000 }),
  kind("form of a person", forms.form, {
    id: ID,
    at: 1_795_000_000_000.5,
    kind: "person",
    person: { id: OTHER_ID },
    consent: {},
    another: true,
  }),
  kind("form of a hand-out", forms.form, {
    id: ID,
    at: 1_795_000_000_000,
    kind: "hand-out",
    serial: 7,
    person: OTHER_ID,
    handOver: false,
    others: OTHERS,
  }),
  kind("form of an end", forms.form, {
    id: ID,
    at: 1_795_000_000_000,
    kind: "end",
    serial: 7,
    person: OTHER_ID,
    endedBy: "lost",
  }),
  kind("form of an end that was a mistake", forms.form, {
    id: ID,
    at: 1_795_000_000_000,
    kind: "end-undone",
    serial: 7,
    person: OTHER_ID,
  }),
  kind("form of an answer", forms.form, {
    id: ID,
    at: 1_795_000_000_000,
    kind: "consent",
    person: OTHER_ID,
    answer: {},
  }),
  kind("form done", forms.formDone, { id: ID }),
  kind("new case", cases.newCase, {
    subject: { kind: "token", serial: 7, place: "31-290" },
    reference: "XN-12/2026",
    ground: "rapid-test",
    emergency: true,
    onset: "2026-11-20",
    tested: "2026-11-22",
    ...DAYS,
    rule: "who-one-metre-15",
  }),
  kind("settings of a case", cases.caseSettings, {
    onset: "2026-11-20",
    tested: "2026-11-22",
    ...DAYS,
    rule: "bluezone-2020",
  }),
  kind("change of a case", cases.settingsChange, {
    seen: { onset: "2026-11-20", tested: "2026-11-22", ...DAYS, rule: "who-one-metre-15" },
    onset: null,
    tested: "2026-11-21",
    ...DAYS,
    rule: "bluezone-2020",
  }),
  kind("approval", cases.approval, { approved: true, scope: "0a1b" }),
  kind("case", cases.caseView, CASE),
  kind("cases", cases.caseList, { cases: [CASE], keptSince: TIME }),
  kind("rules", cases.ruleList, { rules: [RULE] }),
  kind("brought file", cases.broughtFile, {
    keys: 1,
    rows: 3,
    added: 2,
    outside: 1,
    leftOut: [{ count: 1, rows: [4], ...SAY }],
    isAnothers: false,
    errors: [{ row: 2, ...SAY }],
    moreErrors: 17,
  }),
  kind("list of contacts", contacts.listView, LIST),
  kind("contacts of a contact", contacts.contactsOfContact, {
    coverage: { ...COVERAGE, of: "contact" },
    contacts: [RADIO],
  }),
  kind("change of a contact", contacts.contactChange, {
    id: ID,
    seen: TIME,
    state: "quarantined",
    note: "ở nhà",
  }),
  kind("call", calls.newCall, {
    id: ID,
    outcome: "call-back",
    callBackAt: TIME,
    note: "bận",
    corrects: OTHER_ID,
  }),
  kind("call written", calls.callWritten, { isSaved: true, now: CALL, line: LINE }),
  kind("lines wanted", calls.wantedLines, { place: "31-290", count: 5 }),
  kind("lines held", calls.heldLines, {
    today: "2026-11-22",
    lines: [
      {
        claim: ID,
        until: TIME,
        name: "Trần Thị Bưởi",
        phone: "+84912345678",
        phoneShared: true,
        guardian: { name: "Lý Văn Hòa", phone: "+84987654321", relation: "bố" },
        lastContact: "2026-11-21",
        line: LINE,
        calls: [CALL],
        next: {
          test: "2026-11-28",
          quarantine: { from: "2026-11-22", to: "2026-12-05", where: "home" },
          followUp: { from: "2026-11-22", to: "2026-12-05", isToAskToday: true },
        },
      },
    ],
  }),
  kind("resolution", contacts.resolution, { ids: 10, resolved: 4, tokens: 1_000_000, seconds: 31.5 }),
  kind("exported file", contacts.exportedFile, {
    name: "a.csv",
    type: "text/csv",
    content: "YQ==",
    covers: [{ isWarning: true, ...SAY }],
  }),
  kind("problem", problemAnswer, {
    error: {
      reason: "double",
      field: "person",
      persons: [RESEMBLING],
      serials: [17],
      rows: [{ row: 3, field: "role", fault: "unknown" }],
      ...SAY,
      number: "1a2b3c4d",
    },
  }),
  kind("accounts", staff.accountList, {
    accounts: [
      {
        id: ID,
        login: "lan.nt",
        name: "Nguyễn Thị Lan",
        role: "station",
        place: "10525-2025",
        enabled: true,
        seenAt: TIME,
        lockedUntil: TIME,
        waits: false,
      },
    ],
  }),
  kind("sheet as typed", staff.typedSheet, {
    rows: [{ login: "lan.nt", name: "Nguyễn Thị Lan", role: "station", place: "10525-2025" }],
  }),
  kind("sheet looked at", staff.checkedSheet, {
    rows: [{ login: "lan.nt", place: "10525-2025", faults: [{ field: "role", fault: "not-granted" }] }],
  }),
  kind("list of units", units.unitList, {
    parent: "31",
    rows: [
      {
        code: "11473",
        name: "Xã Dương Quan",
        tier: "commune",
        from: "2020-01-01",
        to: "2025-06-30",
        into: ["11470"],
      },
    ],
  }),
  kind("list of units looked at", units.plannedUnits, {
    rows: [{ what: "wrong", id: "11473", faults: [{ field: "into", fault: "unknown" }] }],
  }),
  kind("enrolment wanted", enrolments.enrolmentRequest, {
    board: 1,
    powerAtOneMetre: -59,
    point: `04${"0a".repeat(64)}`,
  }),
  kind("enrolment", enrolments.enrolmentAnswer, {
    serial: 2_100_000_042,
    name: "BZ-0042",
    sealed: "0b".repeat(241),
  }),
  kind("end of a number", enrolments.numberEnd, { end: "void" }),
  kind("number that ended", enrolments.numberEnded, { serial: 2_100_000_042, end: "void" }),
  kind("access table", access.accessList, {
    roles: [
      {
        role: "guard",
        ...SAY,
        placedIn: "organisation",
        grants: ["guard"],
        factors: ["codes"],
        isFactorWanted: false,
      },
    ],
    actions: [
      {
        action: "case.read",
        resource: "case",
        ...SAY,
        when: SAY,
        isPublic: false,
        cells: [{ role: "investigator", scope: "own" }],
      },
    ],
  }),
  kind("deed with tokens", stock.stockDeed, {
    deed: "refurbished",
    place: "10525-2025",
    serials: [4821],
    checked: { battery: "changed", strap: "well", label: "well", wiped: "synced" },
    note: "dây mới",
  }),
  kind("what was done with tokens", stock.stockDone, {
    done: [4821],
    not: [{ serial: 4822, why: "state", state: "lost" }],
  }),
  kind("stock", stock.stock, {
    places: [{ place: "10525-2025", name: "Phường Hải Dương", counts: STATES, overdue: 1, onItsWay: 2 }],
    tokens: [IN_STOCK],
    total: 1,
  }),
  kind("history of a token", stock.stockHistory, {
    token: IN_STOCK,
    deeds: [
      { at: TIME, deed: "lent", before: "handed-out", place: "10525-2025", due: TIME, isUndone: false },
    ],
    keptSince: TIME,
  }),
  kind("box of tokens to send", transfers.transferSent, {
    place: "10525-2025",
    to: "10526-2025",
    serials: [4821],
  }),
  kind("tokens that came", transfers.tokensCame, { place: "10525-2025", serials: [4821] }),
  kind("what became of tokens that came", transfers.tokensMoved, {
    done: [4821],
    not: [{ serial: 4822, why: "state", state: "lost" }],
    missing: [4823],
  }),
  kind("transfers", transfers.transfers, {
    transfers: [
      {
        id: ID,
        from: { place: "10525-2025", name: "Phường Hải Dương" },
        to: { place: "10526-2025", name: "Phường Lê Thanh Nghị" },
        sentAt: TIME,
        onItsWay: [4823],
        came: [4821],
        elsewhere: [4822],
        isTakenBack: false,
        isTakenOver: false,
      },
    ],
    total: 1,
  }),
  kind("places by name", transfers.namedPlaces, {
    places: [{ place: "10525-2025", name: "Phường Hải Dương", within: "Thành phố Hải Phòng" }],
    total: 1,
  }),
  kind("uptake", uptake.uptake, {
    day: "2026-11-23",
    isExact: false,
    places: [{ ...PLACE, ...FIGURES }],
    sectors: [{ kind: "school", ...FIGURES }],
  }),
  kind("weeks of uptake", uptake.uptakeWeeks, {
    weeks: ["2026-11-16", "2026-11-23"],
    places: [
      {
        ...PLACE,
        told: [null, { ...FIGURES, share: { heads: FEW, phones: FEW, percent: FEW, places: 1, of: 2 } }],
        target: { percent: 80, until: "2026-12-31" },
        rank: { rank: 1, of: 12 },
      },
    ],
    typed: { day: "2026-11-23", heads: 60, phones: 9 },
  }),
  kind("new stock-taking", takings.newStockTaking, { place: "31-290", serials: [4821, 4822] }),
  kind("stock-takings", takings.stockTakings, {
    takings: [
      {
        id: ID,
        at: TIME,
        place: "31-290",
        name: "Trạm y tế",
        found: 118,
        missing: [{ serial: 4823, state: "ready" }],
        astray: [
          { serial: 4822, why: "state", state: "handed-out" },
          { serial: 9000, why: "elsewhere" },
        ],
      },
    ],
    total: 1,
    keptSince: TIME,
  }),
  kind("new fire", fires.newFire, { place: "nha-may-an-phat", zone: "Xưởng A" }),
  kind("fires that last", fires.fireList, { fires: [FIRE] }),
  kind("who is inside", fires.whoIsInside, {
    fire: FIRE,
    at: TIME,
    named: [{ name: "Trần Thị Bưởi" }],
    unnamed: 3,
    unknown: { in: 12, out: 9 },
    visitors: { in: 7, out: 4, byPhone: { in: 2, out: 1 } },
    gates: [{ name: "Cổng Bắc", heardAt: TIME }, { name: "Cổng Nam" }],
  }),
  kind("who may be called by their token, and who is", recalls.tokenCalls, {
    contacts: [
      {
        key: OTHER_ID,
        callable: "yes",
        call: {
          state: "came",
          calledAt: TIME,
          by: "Nguyễn Thị Lan",
          until: TIME,
          heardAt: TIME,
          cameAt: TIME,
          withdrawnAt: TIME,
        },
      },
      { key: ID, callable: "no-consent" },
    ],
  }),
  kind("a call by token that was withdrawn", recalls.withdrawnTokenCall, { isWithdrawn: true }),
  kind("sets of recalls for a gate", recalls.recallsGiven, { at: TIME, sealed: "AAECAwQF" }),
  kind("what a site's code is of", site.site, {
    placeName: "Bệnh viện Hải Dương",
    gate: "Cổng Bắc",
    zone: "Khu A",
    sealTo: { id: "ab".repeat(4), point: "04".repeat(65) },
  }),
  kind("site's code that was drawn", site.siteDrawn, { id: ID, site: "k7qxm2abcdef" }),
  kind("visit that a phone tells", site.siteVisit, {
    id: "ab".repeat(8),
    site: "k7qxm2abcdef",
    direction: "in",
    name: "Trần Văn Khách",
    phone: "0912 345 678",
    host: "Khoa Nội",
  }),
  kind("guard who begins a shift", guards.newShift, { name: "Lê Văn Gác", pin: "402857", newPin: "581937" }),
  kind("whose shift it is", guards.shiftTold, { guard: "Lê Văn Gác", hasGuards: true }),
  kind("what a guard did", guards.guardDeed, {
    id: "ab".repeat(8),
    minute: 29_800_000,
    guard: "Lê Văn Gác",
    did: "take-back",
    visit: "cd".repeat(8),
  }),
  kind("head count", uptake.headCount, { place: "truong-so-1", heads: 60, phones: 9 }),
  kind("target of a share", uptake.shareTarget, {
    place: "31-290",
    target: { percent: 80, until: "2026-12-31" },
  }),
  kind("wearers in need", uptake.wearersInNeed, {
    wearers: [
      {
        person: ID,
        name: "Trần Thị Bưởi",
        birth: "1944",
        hamlet: "Xóm Chùa",
        group: "Lớp 6A",
        organisation: "Trường số 1",
        serial: 4821,
        state: "silent",
        synced: "2026-11-02",
        changeBefore: "2026-12-01",
      },
    ],
  }),
  kind("rows of the audit log", audit.auditRows, {
    rows: [
      {
        number: 1,
        at: TIME,
        actor: ID,
        action: "staff.change",
        outcome: "done",
        hash: "0a",
        subject: OTHER_ID,
        place: "31",
        reason: "service",
        reference: "TRIES-37",
        fields: ["name"],
      },
    ],
    more: 2,
  }),
];
