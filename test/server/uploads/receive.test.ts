import assert from "node:assert/strict";
import { isReason } from "../../../host-tools/contract/refusal.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { PageBuilder, pageKeyAfter } from "../../../host-tools/models/page-builder.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import type { PageUpload } from "../../../host-tools/server/uploads/open-upload.ts";
import { receiptMac } from "../../../protocol/authority.ts";
import { writeInteger } from "../../../protocol/bytes.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import {
  PAGE_BYTES,
  PAGE_KEY_SLOT,
  PAGE_MAGIC,
  PAGE_SEQUENCE,
  PAGE_SNAPSHOT,
} from "../../../protocol/page.ts";
import { restartedPageKey } from "../../../protocol/seal.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
/** What the token drew when it restarted its chain of keys. */
const SALT = 0xbeef;

describeOnDatabases("receiving pages", () => {
  let database: Database;
  let server: Server;
  let tokens: TestToken[];

  beforeEach(async () => {
    database = await emptyDatabase();
    server = await openServer({ database, now: () => (DAY + 1) * 86_400_000 });
    tokens = await enrolTokens(server, 3, DAY);
  });

  const count = async (table: string) =>
    (await database.query<{ rows: number }>(`SELECT count(*)::int4 AS rows FROM ${table}`))[0]!.rows;
  const receive = async (upload: PageUpload) => (await server.receivePages([upload]))[0]!;

  async function reasonOf(upload: PageUpload): Promise<string> {
    const result = await receive(upload);
    assert.equal(result.ok, false);
    return result.ok ? "" : result.error.reason;
  }

  function page(token = tokens[0]!, sequence = 0) {
    return pageOf(token, sequence, EPOCH).records(EPOCH, [
      record(tokens[1]!, EPOCH),
      record(tokens[2]!, EPOCH),
    ]);
  }

  it("answers with the receipt that the token waits for", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    const receipt = await server.receivePage(upload);
    const key = hmacKey(tokens[0]!.keys.tokenKey);
    const mac = receiptMac(sha256, key, 0, upload.length, upload.mac);
    assert.deepEqual(receipt, { sequence: 0, length: upload.length, mac });
    assert.equal(await count("radio.encounter"), 2);
  });

  it("takes the same page again without counting it twice", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    const first = await server.receivePage(upload);
    assert.deepEqual(await server.receivePage(upload), first);
    const both = await server.receivePages([upload, upload]);
    for (const result of both) assert.ok(result.ok && result.value.news === "nothing");
    assert.equal(await count("radio.page"), 1);
    assert.equal(await count("radio.encounter"), 2);
  });

  it("lets an open page grow, whatever order its lengths come in", async () => {
    const growing = page();
    const short = uploadOf(tokens[0]!, growing.build());
    growing.records(EPOCH + 1, [record(tokens[1]!, EPOCH + 1)]);
    const long = uploadOf(tokens[0]!, growing.build());
    const closed = uploadOf(
      tokens[0]!,
      growing.records(EPOCH + 2, [record(tokens[1]!, EPOCH + 2)]).build(true),
    );
    for (const [upload, news, rows] of [
      [short, "page", 2],
      [closed, "grown", 4],
      [long, "nothing", 4],
      [short, "nothing", 4],
    ] as const) {
      const result = await receive(upload);
      assert.ok(result.ok);
      assert.equal(result.value.news, news);
      assert.equal(result.value.receipt.length, upload.length);
      assert.equal(await count("radio.encounter"), rows);
    }
    const rows = await database.query("SELECT length, closed FROM radio.page");
    assert.deepEqual(rows, [{ length: closed.length, closed: true }]);
  });

  it("takes several lengths of a page in one go", async () => {
    const growing = page();
    const short = uploadOf(tokens[0]!, growing.build());
    const long = uploadOf(tokens[0]!, growing.records(EPOCH + 1, [record(tokens[1]!, EPOCH + 1)]).build());
    for (const result of await server.receivePages([short, long, short, long])) assert.ok(result.ok);
    assert.equal(await count("radio.encounter"), 3);
  });

  it("stores nothing of a page with any altered bit", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    for (let bit = 0; bit < 8 * upload.length; bit += 7) {
      const at = bit >> 3;
      const bytes = upload.bytes.slice();
      bytes[at]! ^= 1 << (bit & 7);
      // Commit, close, MAC and receipt words and the key slots are the token's own business: not under the MAC.
      if (at >= 12 && at < PAGE_SNAPSHOT) continue;
      assert.equal((await receive({ ...upload, bytes })).ok, false, `bit ${bit}`);
    }
    assert.equal(await reasonOf({ ...upload, mac: upload.mac.map((byte) => byte ^ 1) }), "mac");
    assert.equal(await reasonOf({ ...upload, length: upload.length - 4 }), "mac");
    for (const table of ["radio.page", "radio.encounter", "radio.note"]) assert.equal(await count(table), 0);
  });

  it("names what is wrong", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    const wrong: [Partial<PageUpload>, string][] = [
      [{ serial: 77 }, "unknown-token"],
      [{ serial: 2 }, "mac"],
      [{ serial: Number.NaN }, "unknown-token"],
      [{ sequence: 1 }, "sequence"],
      [{ sequence: -1 }, "upload"],
      [{ sequence: 0.5 }, "upload"],
      [{ length: 100 }, "upload"],
      [{ length: upload.length + 4 }, "upload"],
      [{ mac: upload.mac.slice(1) }, "upload"],
      [{ bytes: upload.bytes.slice(0, 50) }, "upload"],
      [{ bytes: new Uint8Array(PAGE_BYTES + 1) }, "upload"],
      [{ bytes: new Uint8Array(PAGE_BYTES).fill(255) }, "blank"],
      [{ bytes: new Uint8Array(PAGE_BYTES) }, "retired"],
    ];
    for (const [change, reason] of wrong) assert.equal(await reasonOf({ ...upload, ...change }), reason);
    await assert.rejects(server.receivePage({ ...upload, serial: 2 }), { name: "Refusal", message: "mac" });
    assert.equal(await count("radio.page"), 0);
  });

  it("opens pages in any order, far along the chain of keys, but not without end", async () => {
    for (const sequence of [300, 2, 4096, 0, 8000])
      assert.ok((await receive(uploadOf(tokens[0]!, page(tokens[0]!, sequence).build()))).ok, `${sequence}`);
    const bytes = page().build().bytes.slice();
    writeInteger(bytes, PAGE_SEQUENCE, 4, 8000 + 4097);
    const ahead = { ...uploadOf(tokens[0]!, page().build()), bytes };
    assert.equal(await reasonOf({ ...ahead, sequence: 8000 + 4097 }), "key-ahead");
    // Who made so many keys before refusing would be at it for hours.
    writeInteger(bytes, PAGE_SEQUENCE, 4, 0xfffffff0);
    assert.equal(await reasonOf({ ...ahead, sequence: 0xfffffff0 }), "key-ahead");
  });

  it("follows a chain of keys that the token restarted", async () => {
    const restarted = restartedPageKey(sha256, hmacKey(tokens[0]!.keys.tokenKey), 9, SALT);
    const ninth = new PageBuilder(restarted, 9, EPOCH, { restarted: true, snapshot: { salt: SALT } }).records(
      EPOCH,
      [record(tokens[1]!, EPOCH)],
    );
    const tenth = new PageBuilder(pageKeyAfter(restarted, 1), 10, EPOCH).records(EPOCH, [
      record(tokens[2]!, EPOCH),
    ]);
    assert.equal(await reasonOf(uploadOf(tokens[0]!, tenth.build())), "mac");
    assert.ok((await receive(uploadOf(tokens[0]!, ninth.build(true)))).ok);
    assert.ok((await receive(uploadOf(tokens[0]!, tenth.build()))).ok);
    assert.ok((await receive(uploadOf(tokens[0]!, page(tokens[0]!, 8).build()))).ok);

    const again = await openServer({ database, now: () => (DAY + 1) * 86_400_000 }).catch((error) => error);
    assert.match(String(again), /wrapping key/);
  });

  it("refuses a page that was written anew under a known sequence", async () => {
    assert.ok((await receive(uploadOf(tokens[0]!, page().build()))).ok);
    const other = pageOf(tokens[0]!, 0, EPOCH).records(EPOCH, [
      record(tokens[2]!, EPOCH),
      record(tokens[1]!, EPOCH),
    ]);
    assert.equal(await reasonOf(uploadOf(tokens[0]!, other.build())), "rewritten");
    other.records(EPOCH + 1, [record(tokens[1]!, EPOCH + 1)]);
    assert.equal(await reasonOf(uploadOf(tokens[0]!, other.build())), "rewritten");
    assert.equal(await count("radio.encounter"), 2);
  });

  it("keeps no page key, should a station send one", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    const bytes = upload.bytes.slice();
    bytes.fill(0xaa, PAGE_KEY_SLOT, PAGE_SNAPSHOT);
    assert.ok((await receive({ ...upload, bytes })).ok);
    const [row] = await database.query<{ sealed: Uint8Array }>("SELECT sealed FROM radio.page");
    assert.ok(row!.sealed.subarray(PAGE_KEY_SLOT, PAGE_SNAPSHOT).every((byte) => byte === 0));
  });

  it("reads past a torn frame", async () => {
    const torn = page()
      .tear(3)
      .records(EPOCH + 1, [record(tokens[1]!, EPOCH + 1)])
      .tear(2)
      .boot(EPOCH + 2, false)
      .records(EPOCH + 2, [record(tokens[1]!, EPOCH + 2)]);
    assert.ok((await receive(uploadOf(tokens[0]!, torn.build()))).ok);
    const rows = await database.query(
      "SELECT epoch, clock_trusted AS trusted FROM radio.encounter ORDER BY place",
    );
    assert.deepEqual(rows, [
      { epoch: EPOCH, trusted: true },
      { epoch: EPOCH, trusted: true },
      { epoch: EPOCH + 1, trusted: true },
      { epoch: EPOCH + 2, trusted: false },
    ]);
    const notes = await database.query("SELECT type, epoch FROM radio.note");
    assert.deepEqual(notes, [{ type: "boot", epoch: EPOCH + 2 }]);
  });

  it("survives 10,000 torn and random pages, invents no record, and counts why it refused them", async () => {
    const upload = uploadOf(tokens[0]!, page().build());
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 0x100000000) * below);
    };
    const hostile = Array.from({ length: 10_000 }, (_, i): PageUpload => {
      const bytes = new Uint8Array(i % 4 === 0 ? random(PAGE_BYTES + 1) : PAGE_BYTES);
      for (let at = 0; at < bytes.length; at++) bytes[at] = random(256);
      const length = i % 3 === 0 ? random(PAGE_BYTES + 8) : bytes.length & ~3;
      const sequence = random(3);
      if (i % 2 === 0) {
        // Looks like a page, all but its seal.
        bytes.set(upload.bytes.subarray(0, Math.min(bytes.length, 8 + random(upload.length))));
        if (bytes.length > 8) writeInteger(bytes, PAGE_SEQUENCE, 4, sequence);
        if (bytes.length > 4) writeInteger(bytes, 0, 4, PAGE_MAGIC);
      }
      return { serial: 1 + random(4), sequence, length, mac: bytes.slice(-8), bytes };
    });
    const reasons = new Map<string, number>();
    for (const result of await server.receivePages(hostile)) {
      assert.equal(result.ok, false);
      if (!result.ok) reasons.set(result.error.reason, (reasons.get(result.error.reason) ?? 0) + 1);
    }
    assert.equal(
      [...reasons.values()].reduce((a, b) => a + b),
      10_000,
    );
    for (const reason of ["mac", "magic", "upload", "unknown-token", "close-word"])
      assert.ok((reasons.get(reason) ?? 0) > 50, `${reason}: ${reasons.get(reason)}`);
    for (const reason of reasons.keys()) assert.ok(isReason(reason), reason);
    for (const table of ["radio.page", "radio.encounter", "radio.note"]) assert.equal(await count(table), 0);
    assert.ok((await receive(upload)).ok);
  });
});
