import assert from "node:assert/strict";
import { createECDH, randomUUID } from "node:crypto";
import type { ConsentWords, PersonDetails } from "../../host-tools/contract/persons.ts";
import type { RosterEntry } from "../../host-tools/contract/roster.ts";
import type { HeldAhead } from "../../host-tools/contract/stations.ts";
import { NoNetwork } from "../../host-tools/pages/shared/api.ts";
import { Holdings } from "../../host-tools/pages/station/local-store/holdings.ts";
import { groupsOf, membersOf } from "../../host-tools/pages/station/services/groups.ts";
import { stationRegistry } from "../../host-tools/pages/station/services/station-registry.ts";
import { openForm } from "../../host-tools/server/station-desk/open-form.ts";

const HAMLET = "Thôn Đông";
/** As a Mac or "Unicode tổ hợp" writes it, with two spaces, with what nobody sees, with an old font's Đ. */
const SPELLINGS = [
  HAMLET,
  HAMLET.normalize("NFD"),
  "Thôn  Đông",
  "Thôn\u00a0\u00d0ông\u200b",
  "\u202aThôn Đông\u202c",
];

const person = (hamlet: string | undefined, i: number): RosterEntry => ({
  id: String(i),
  name: `An ${i}`,
  birth: "1950",
  ...(hamlet === undefined ? {} : { hamlet }),
});

describe("one text at a station", () => {
  it("makes one hamlet of all spellings, also of those that were kept before texts were tidy", () => {
    const persons = [...SPELLINGS, "Thôn Dòng", undefined, "Thôn Đ\u043e\u0302ng"].map(person);
    for (const order of [persons, [...persons].reverse()])
      assert.deepEqual(
        groupsOf(order, "hamlet").map(([, count]) => count),
        [1, SPELLINGS.length + 1],
      );
    assert.deepEqual(groupsOf(persons.slice(0, 5), "hamlet"), [[HAMLET, SPELLINGS.length]]);
    assert.equal(membersOf(persons, "hamlet", HAMLET).length, SPELLINGS.length + 1);
    assert.deepEqual(membersOf(persons, "group", HAMLET), []);
  });

  it("shows what was typed without diacritics under the one name that it can stand for", () => {
    const names = (hamlets: readonly string[]) => groupsOf(hamlets.map(person), "hamlet");
    assert.deepEqual(names(["xom chua", "Xóm Chùa", "xóm chùa", "XOM CHUA", "Xóm Chùa"]), [["Xóm Chùa", 5]]);
    assert.deepEqual(names(["xom chua", "Xóm Chùa", "Xóm Chúa"]).length, 3);
    const all = ["xom chua", "Xóm Chùa"].map(person);
    for (const name of ["Xóm Chùa", "xom chua", "XÓM CHÙA"])
      assert.equal(membersOf(all, "hamlet", name).length, 2, name);
  });

  it("keeps a form tidy without a network, here and in what is sealed", async () => {
    const own = createECDH("prime256v1");
    const point = own.generateKeys();
    const formKey = { id: "00000001", point: point.toString("hex") };
    const ahead = { formKey, place: { id: "ward", name: "" }, consent: {} as ConsentWords, persons: [] };
    const holdings = new Holdings(undefined, { begin: async () => {}, look: async () => {} } as never);
    await holdings.fetch({ get: async () => ahead as Partial<HeldAhead> } as never);
    const forms: Uint8Array[] = [];
    const offline = () => Promise.reject(new NoNetwork());
    const registry = stationRegistry({
      online: { addPerson: offline, search: offline, everybody: offline } as never,
      holdings,
      outbox: {
        keepForm: async ({ sealed }: { sealed: Uint8Array }) => void forms.push(sealed),
        holdsForms: async () => false,
        async release() {},
        async holdFast() {},
      } as never,
      clock: { now: () => 1, evidence: () => ({ by: "computer" }) } as never,
      account: "account",
      unit: "ward",
      isReached: () => false,
      async sendWaiting() {},
      onChange() {},
    });
    const guardian = { name: "Bà\u200b  Ba", relation: "bà \u00a0nội" };
    const typed = {
      name: " Lụa\u200b  Kiều",
      birth: "1950",
      hamlet: SPELLINGS[3]!,
      group: SPELLINGS[1]!,
      guardian,
    };
    const consent = { version: "2026-1", language: "vi", channel: "home-visit", givenBy: "self" } as const;
    const id = randomUUID();
    assert.equal(await registry.addPerson(typed, consent, false, { id, key: randomUUID() }), "kept");
    const [held] = await registry.everybody();
    const short = { name: "Lụa Kiều", birth: "1950", hamlet: HAMLET, group: HAMLET };
    assert.deepEqual(held, { id, ...short, guardian: "Bà Ba", given: [] });
    assert.equal((await registry.search("lu\u0430 kieu")).total, 1);
    const key = { privateKey: own.getPrivateKey(), point };
    const form = (await openForm(forms[0]!, async () => key as never)) as { person: PersonDetails };
    const kept = { ...short, id, unit: "ward", guardian: { name: "Bà Ba", relation: "bà nội" } };
    assert.deepEqual(form.person, kept);
  });
});
