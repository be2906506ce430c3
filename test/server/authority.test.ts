import assert from "node:assert/strict";
import { nextTicketCounter } from "../../host-tools/server/authority.ts";
import { openServer, type Server } from "../../host-tools/server/core.ts";
import { keyWrapping } from "../../host-tools/server/keys.ts";
import { sha256 } from "../../host-tools/sha256.ts";
import type { SyncAuthority } from "../../host-tools/station/sync-client.ts";
import { healthMac, ticketMac, timeMac } from "../../protocol/authority.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { epochAt } from "../../protocol/epoch.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { decodeIdentity, keysFromSeed } from "../../protocol/identity.ts";
import { encodeControl } from "../../protocol/sync.ts";
import { enrolRequest, enrolTokens, seedOf } from "../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

const DAY = 20780;
const NOW = DAY * 86_400_000 + 3 * 3_600_000;

describeOnDatabases("the server's word to a token", () => {
  let server: Server;
  let time = NOW;
  const key = hmacKey(keysFromSeed(sha256, seedOf(1)).tokenKey);

  beforeEach(async () => {
    time = NOW;
    server = await openServer({ database: await emptyDatabase(), now: () => time });
    await enrolTokens(server, 2, DAY);
  });

  it("is what a station's sync asks for", () => {
    const authority: SyncAuthority = server;
    assert.equal(authority, server);
  });

  it("is a ticket with a counter that rises, for each token its own", async () => {
    const tickets = [];
    for (const serial of [1, 1, 2, 1]) tickets.push(await server.issueTicket(serial));
    assert.deepEqual(
      tickets.map(({ counter }) => counter),
      [1, 2, 1, 3],
    );
    const notBefore = epochAt(NOW / 1000);
    assert.deepEqual(tickets[1], {
      counter: 2,
      notBefore,
      hours: 1,
      mac: ticketMac(sha256, key, 2, notBefore, 1),
    });
    assert.equal((await server.issueTicket(1, { hours: 48 })).hours, 48);
    await assert.rejects(server.issueTicket(1, { hours: 49 }), { reason: "hours" });
    await assert.rejects(server.issueTicket(9), { reason: "unknown-token" });
    assert.equal((await server.issueTicket(1)).counter, 5);
  });

  it("is a ticket inside the token's window, however many were never used", () => {
    assert.equal(nextTicketCounter(7, undefined), 8);
    assert.equal(nextTicketCounter(7, 3), 8);
    assert.equal(nextTicketCounter(2, 50), 51);
    assert.equal(nextTicketCounter(66, 3), 67);
    assert.equal(nextTicketCounter(67, 3), 4);
  });

  it("is the time, bound to the token's nonce", async () => {
    const nonce = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    assert.deepEqual(await server.signTime(1, nonce), {
      unixSeconds: NOW / 1000,
      mac: timeMac(sha256, key, NOW / 1000, nonce),
    });
    await assert.rejects(server.signTime(1, nonce.slice(1)), { reason: "nonce" });
    await assert.rejects(server.signTime(9, nonce), { reason: "unknown-token" });
  });

  it("is silence when its own clock has gone back by more than an hour", async () => {
    const nonce = new Uint8Array(8);
    time = NOW - 3_600_000;
    assert.ok(await server.signTime(1, nonce));
    time--;
    await assert.rejects(server.signTime(1, nonce), { reason: "clock" });
  });

  it("takes a health report that the token has signed", async () => {
    const report = {
      ...({ name: "healthReport", batteryMillivolts: 2900, resets: 3, cause: 1, ppm: -40 } as const),
      ...{ lostAdverts: 5, lostPages: 0, firmware: 0x000100, oldestSequence: 4 },
    };
    const mac = healthMac(sha256, key, encodeControl(report).subarray(1));
    await server.receiveHealth(1, { report, mac });
    await assert.rejects(server.receiveHealth(1, { report: { ...report, resets: 4 }, mac }), {
      reason: "mac",
    });
    await assert.rejects(server.receiveHealth(2, { report, mac }), { reason: "mac" });
  });
});

describeOnDatabases("enrolment", () => {
  it("gives the token what it needs, by the seed or at random", async () => {
    const server = await openServer({ database: await emptyDatabase(), now: () => NOW });
    const [seeded, free, next] = await server.enrol([
      enrolRequest(41, DAY),
      { board: 2, powerAtOneMetre: -62, day: DAY, role: "gate" },
      { board: 2, powerAtOneMetre: -62, day: DAY },
    ]);
    const identity = decodeIdentity(crc32, seeded!.identity);
    assert.ok(identity.ok);
    assert.deepEqual(identity.value, {
      ...keysFromSeed(sha256, seedOf(41)),
      ...{ serial: 41, board: 1, powerAtOneMetre: -59, role: "token", day: DAY, secrets: true },
    });
    assert.equal(seeded!.name, "BZ-0041");
    assert.deepEqual([free!.serial, next!.serial], [42, 43]);
    const gate = decodeIdentity(crc32, free!.identity);
    assert.ok(gate.ok && gate.value.role === "gate" && gate.value.powerAtOneMetre === -62);
    await assert.rejects(server.enrol([enrolRequest(41, DAY)]), { reason: "serial" });
    await assert.rejects(server.enrol([enrolRequest(0, DAY)]), { reason: "serial" });
    await assert.rejects(server.enrol([enrolRequest(1e10, DAY)]), { reason: "serial" });
    await assert.rejects(server.enrol([{ ...enrolRequest(7, DAY), seed: new Uint8Array(31) }]), {
      reason: "seed",
    });
    await assert.rejects(server.enrol([enrolRequest(50, DAY), enrolRequest(50, DAY)]), { reason: "serial" });
    assert.equal((await server.tokens()).length, 3);
  });
});

describe("key wrapping", () => {
  const secret = seedOf(1);
  const wrapping = keyWrapping(seedOf(2));

  it("gives a key back under its own label only", () => {
    const wrapped = wrapping.wrap("day key of token 1", secret);
    assert.deepEqual(wrapping.unwrap("day key of token 1", wrapped), secret);
    assert.throws(() => wrapping.unwrap("day key of token 2", wrapped), /does not open day key of token 2/);
    assert.throws(() => keyWrapping(seedOf(3)).unwrap("day key of token 1", wrapped), /does not open/);
  });

  it("notices every changed bit", () => {
    const wrapped = wrapping.wrap("x", secret);
    for (let at = 0; at < wrapped.length; at++) {
      const changed = wrapped.slice();
      changed[at]! ^= 1;
      assert.throws(() => wrapping.unwrap("x", changed), /does not open/);
    }
    assert.throws(() => wrapping.unwrap("x", wrapped.slice(0, 10)), /does not open/);
  });

  it("never wraps twice alike", () => {
    assert.notDeepEqual(wrapping.wrap("x", secret), wrapping.wrap("x", secret));
  });
});
