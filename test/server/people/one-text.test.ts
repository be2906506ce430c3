import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { ConsentGiven } from "../../../host-tools/contract/persons.ts";
import type { RosterEntry } from "../../../host-tools/contract/roster.ts";
import type { HeldAhead } from "../../../host-tools/contract/stations.ts";
import { sealForm } from "../../../host-tools/station/seal-form.ts";
import { type Client, FACTORY, type Harness, openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HAMLET = "Thôn Đông";
/** As a Mac or "Unicode tổ hợp" writes it, with two spaces, with what nobody sees, with letters of other alphabets. */
const SPELLINGS = [
  HAMLET,
  HAMLET.normalize("NFD"),
  "Thôn  Đông",
  "Thôn\u00a0\u00d0ông\u200b",
  "\u202aThôn Đông\u202c",
];
const consent = { version: "2026-1", language: "vi", channel: "station", givenBy: "self" } as const;
const agreed = { agreed: true, ...consent } satisfies ConsentGiven;

describeOnDatabases("one text in many spellings", () => {
  let harness: Harness;
  let station: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
  });

  const read = async <T>(path: string, client = station) => {
    const answer = await client.ask("GET", path);
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()) as T;
  };
  const roster = async () => (await read<{ persons: RosterEntry[] }>("/api/station/roster")).persons;
  const found = async (filter: string) =>
    (await read<{ persons: RosterEntry[] }>(`/api/persons?${filter}`)).persons.map(({ name }) => name).sort();

  it("is one hamlet, one workshop, one guardian and one phone when it is kept", async () => {
    for (const [i, hamlet] of SPELLINGS.entries()) {
      const guardian = {
        name: ` Tra\u0302\u0300n  Ba${i} `,
        relation: "ông\u00a0 nội",
        phone: "\u202a0912345678\u202c",
      };
      const person = {
        name: `An${i}`,
        birth: "2015",
        unit: WARD,
        hamlet,
        group: `Tổ  may\u200b 1`,
        guardian,
      };
      const answer = await station.ask("POST", "/api/persons", {
        person,
        consent: { ...agreed, givenBy: "guardian" },
        another: true,
      });
      assert.equal(answer.status, 201, await answer.clone().text());
      const { id } = (await answer.json()) as { id: string };
      const { person: kept } = await read<{ person: Record<string, unknown> }>(`/api/persons/${id}`);
      assert.deepEqual(
        [kept.hamlet, kept.group, kept.guardian],
        [HAMLET, "Tổ may 1", { name: `Trần Ba${i}`, relation: "ông nội", phone: "+84912345678" }],
      );
    }
    const hamlets = (await roster()).map(({ hamlet }) => hamlet);
    assert.deepEqual(
      hamlets,
      SPELLINGS.map(() => HAMLET),
    );
  });

  const add = async (details: object) => {
    const body = { person: { birth: "1950", unit: WARD, ...details }, consent: agreed, another: true };
    const answer = await station.ask("POST", "/api/persons", body);
    assert.equal(answer.status, 201, await answer.clone().text());
    const { id } = (await answer.json()) as { id: string };
    return id;
  };
  const keptOf = async (id: string) =>
    (await read<{ person: { hamlet?: string; group?: string } }>(`/api/persons/${id}`)).person;

  it("is written as others of the place write it, with small letters or without diacritics", async () => {
    await add({ name: "An", hamlet: "Xóm Chùa", group: "Lớp 6A" });
    await add({ name: "Ba", hamlet: "Xóm Chùa" });
    for (const [hamlet, group] of [
      ["xóm chùa", "LỚP 6A"],
      ["xom  chua", "lop 6a"],
    ]) {
      const { hamlet: kept, group: class_ } = await keptOf(await add({ name: "Tư", hamlet, group }));
      assert.deepEqual([kept, class_], ["Xóm Chùa", "Lớp 6A"], hamlet);
    }
    // Another tone is another place, and then letters without any may be of either.
    assert.equal((await keptOf(await add({ name: "Sáu", hamlet: "Xóm Chúa" }))).hamlet, "Xóm Chúa");
    assert.equal((await keptOf(await add({ name: "Bảy", hamlet: "xom chua" }))).hamlet, "xom chua");
    // A place of its own writes as it likes.
    await harness.addPerson("10507-2025", undefined, { hamlet: "Ấp Đông" });
    assert.equal((await keptOf(await add({ name: "Tám", hamlet: "ấp đông" }))).hamlet, "ấp đông");
  });

  it("is put right as it is typed, and else taken as others write it when it is changed", async () => {
    await add({ name: "An", hamlet: "xóm chùa" });
    const other = await add({ name: "Ba", hamlet: "Xóm Đình" });
    const change = async (id: string, seen: string, hamlet: string) => {
      const answer = await station.ask("PUT", `/api/persons/${id}`, { seen: { hamlet: seen }, hamlet });
      assert.equal(answer.status, 200, await answer.clone().text());
      return (await keptOf(id)).hamlet;
    };
    assert.equal(await change(other, "Xóm Đình", "XÓM CHÙA"), "xóm chùa");
    assert.equal(await change(other, "xóm chùa", "Xóm Chùa"), "Xóm Chùa");
  });

  it("is one hamlet also with those who were kept before texts were tidy", async () => {
    for (const [i, hamlet] of [...SPELLINGS, "Thôn Đ\u043eng", "Thôn Dòng"].entries())
      await harness.addPerson(WARD, i === 0 ? FACTORY : undefined, { name: `An${i}`, hamlet, group: hamlet });
    const own = SPELLINGS.map((_, i) => `An${i}`);
    for (const spelling of [...SPELLINGS, "THÔN ĐÔNG"])
      for (const field of ["hamlet", "group"])
        assert.deepEqual(await found(`${field}=${encodeURIComponent(spelling)}`), own, spelling);
    const both = `hamlet=${encodeURIComponent(HAMLET)}&group=${encodeURIComponent(HAMLET)}&text=an1`;
    assert.deepEqual(await found(both), ["An1"]);
  });

  it("finds a name by what it looks like, and keeps it as it was said", async () => {
    for (const name of ["\u00d0oàn Văn \u00d0ạt", "Đo\u200bàn Văn  Đạt", "Đoàn Văn Đ\u0430\u0323t"]) {
      const answer = await station.ask("POST", "/api/persons", {
        person: { name, birth: "1948", unit: WARD },
        consent: agreed,
        another: true,
      });
      assert.equal(answer.status, 201);
    }
    const names = ["Đoàn Văn Đạt", "Đoàn Văn Đạt", "Đoàn Văn Đ\u0430\u0323t"].sort();
    for (const query of ["doan dat", "Đoàn Đạt", "\u00d0oàn", "do\u200ban \u00a0 đạt", "d\u0430t", " "])
      assert.deepEqual(await found(`text=${encodeURIComponent(query)}`), names, query);
  });

  it("is one text in units, organisations, accounts and computers", async () => {
    const admin = await harness.as("province-administrator");
    const name = " Thôn\u00a0 \u00d0o\u0302ng\u200b";
    const unit = { seen: {}, code: "1", name, tier: "hamlet", parent: WARD };
    const organisation = { seen: {}, name, kind: "enterprise", unit: WARD };
    for (const [method, path, body] of [
      ["PUT", "/api/units/thon-dong", unit],
      ["PUT", "/api/organisations/to-may", organisation],
      ["POST", "/api/staff", { login: "new.nurse", name, role: "station", place: WARD }],
      ["POST", "/api/computers", { name, place: WARD }],
    ] as const) {
      const answer = await admin.ask(method, path, body);
      assert.ok(answer.ok, `${path}: ${await answer.clone().text()}`);
    }
    const { accounts } = await read<{ accounts: { login: string; name: string }[] }>("/api/staff", admin);
    const { computers } = await read<{ computers: { name: string }[] }>("/api/computers", admin);
    const named = [
      harness.office.places.unit("thon-dong"),
      harness.office.places.organisation("to-may"),
      accounts.find(({ login }) => login === "new.nurse"),
      computers.find(({ name }) => name.startsWith("Th")),
    ];
    assert.deepEqual(
      named.map((one) => one?.name),
      named.map(() => HAMLET),
    );
  });

  it("is one text in a form that came sealed", async () => {
    const { formKey } = await read<HeldAhead>("/api/station/ahead");
    const person = {
      id: randomUUID(),
      name: " Lụa\u200b  Kiều",
      birth: "1950",
      unit: WARD,
      hamlet: SPELLINGS[3]!,
    };
    const form = { id: randomUUID(), at: harness.clock.now, kind: "person", person, consent } as const;
    const sent = await station.ask("POST", "/api/station/forms", await sealForm(form, formKey));
    assert.equal(sent.status, 200, await sent.clone().text());
    const [kept] = await roster();
    assert.deepEqual([kept?.name, kept?.hamlet], ["Lụa Kiều", HAMLET]);
  });
});
