import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IdentityKey } from "../../../host-tools/bench/sealed-identity.ts";
import type { EnrolmentAnswer } from "../../../host-tools/contract/enrolments.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { KEY_HEADER } from "../../../host-tools/server/http/request/repeats.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { hmac, hmacKey } from "../../../protocol/hash.ts";
import { decodeIdentity } from "../../../protocol/identity.ts";
import { type Client, DAY, type Harness, openHarness, START } from "../../support/harness.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const PATH = "/api/enrolments";
const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

function asked(key: IdentityKey) {
  return { board: 1, powerAtOneMetre: -59, point: key.point };
}

describeOnDatabases("keys of a token that a bench enrols", () => {
  let folder: string;
  let harness: Harness;
  let bench: Client;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "enrolments-"));
    harness = await openHarness({ dir: folder });
    bench = await harness.as("bench");
  });

  afterEach(async () => {
    await harness.server.close();
    rmSync(folder, { recursive: true });
  });

  async function enrol(key: IdentityKey, headers: Record<string, string> = {}): Promise<EnrolmentAnswer> {
    const answer = await bench.ask("POST", PATH, asked(key), headers);
    assert.equal(answer.status, 201, await answer.clone().text());
    return (await answer.json()) as EnrolmentAnswer;
  }

  it("are sealed to whoever asked, for this number alone, and are what the server keeps", async () => {
    const key = new IdentityKey();
    const { serial, name, sealed } = await enrol(key);
    assert.deepEqual([serial, name], [1, "BZ-0001"]);
    const read = decodeIdentity(crc32, key.open(bytesOf(sealed), serial));
    assert.ok(read.ok && read.value.secrets);
    const { board, powerAtOneMetre, day, role, clockPpm } = read.value;
    assert.deepEqual([board, powerAtOneMetre, day, role, clockPpm], [1, -59, DAY - 1, "token", undefined]);
    const { directory } = partsOf(harness.server);
    const said = (of: ReturnType<typeof hmacKey>) => Buffer.from(hmac(sha256, of, bytesOf("00")));
    assert.deepEqual(said(hmacKey(read.value.tokenKey)), said(directory.tokenKey(serial)));

    assert.throws(() => new IdentityKey().open(bytesOf(sealed), serial));
    assert.throws(() => key.open(bytesOf(sealed), serial + 1));
    for (const at of [0, 64, 65, 200, 240]) {
      const changed = bytesOf(sealed);
      changed[at]! ^= 1;
      assert.throws(() => key.open(changed, serial), `byte ${at}`);
    }
  });

  it("are drawn once for a request that comes again, and the second asker of the same gets no others", async () => {
    const [key, repeat] = [new IdentityKey(), { [KEY_HEADER]: randomUUID() }];
    const first = await enrol(key, repeat);
    assert.deepEqual(await enrol(key, repeat), first);
    const other = await bench.ask("POST", PATH, asked(new IdentityKey()), repeat);
    assert.equal(other.status, 409);
    assert.equal(partsOf(harness.server).directory.size, 1);
  });

  it("have a number of their own, however many ask at once", async () => {
    const all = await Promise.all(Array.from({ length: 24 }, () => enrol(new IdentityKey())));
    const serials = all.map(({ serial }) => serial).sort((a, b) => a - b);
    assert.deepEqual(
      serials,
      serials.map((_, i) => i + 1),
    );
  });

  it("stand in no file, row or line of the server", async () => {
    const key = new IdentityKey();
    const { serial, sealed } = await enrol(key);
    const identity = Buffer.from(key.open(bytesOf(sealed), serial));
    const places = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    const rows = await harness.database.query("SELECT * FROM registry.token");
    const texts = [...harness.lines, JSON.stringify(rows)].join("\n");
    for (const from of [16, 48, 80]) {
      const part = identity.subarray(from, from + 16);
      assert.ok(places.every((bytes) => !bytes.includes(part)));
      for (const code of ["hex", "base64"] as const)
        assert.ok(!texts.includes(part.toString(code).slice(0, 20)));
    }
    assert.ok(!texts.includes(sealed.slice(0, 40)));
  });

  it("are there again where the tables are filled from the journal, with numbers that go on", async () => {
    const kept = [];
    for (let i = 0; i < 3; i++) {
      const key = new IdentityKey();
      const { serial, sealed } = await enrol(key);
      kept.push({ serial, identity: key.open(bytesOf(sealed), serial) });
    }
    await harness.server.close();
    const server = await openServer({ dir: folder, database: await emptyDatabase(), now: () => START });
    const { directory } = partsOf(server);
    for (const { serial, identity } of kept) {
      const read = decodeIdentity(crc32, identity);
      const own = hmacKey(read.ok && read.value.secrets ? read.value.tokenKey : new Uint8Array(32));
      const said = (of: ReturnType<typeof hmacKey>) => Buffer.from(hmac(sha256, of, bytesOf("00")));
      assert.deepEqual(said(directory.tokenKey(serial)), said(own));
    }
    assert.equal(directory.highestSerial, 3);
    await server.close();
  });

  it("are told to a bench alone, and not to one without its second factor", async () => {
    for (const role of ["station", "unit-administrator", "province-administrator"] as const) {
      const other = await harness.as(role);
      const answer = await other.ask("POST", PATH, asked(new IdentityKey()));
      assert.equal(answer.status, 403, role);
    }
    const half = await harness.signIn("bench");
    assert.notEqual(half.stage, "open");
    assert.ok((await half.ask("POST", PATH, asked(new IdentityKey()))).status >= 400);
    assert.equal(partsOf(harness.server).directory.size, 0);
  });

  it("are refused to a point that is none", async () => {
    const point = `04${"01".repeat(64)}`;
    const answer = await bench.ask("POST", PATH, { board: 1, powerAtOneMetre: -59, point });
    assert.equal(answer.status, 422);
    assert.equal(partsOf(harness.server).directory.size, 0);
  });
});
