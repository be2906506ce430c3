import assert from "node:assert/strict";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { keyWrapping } from "../../../host-tools/server/keys/key-wrapping.ts";
import { openServer, partsOf, type Server } from "../../../host-tools/server/server.ts";
import { ticketsAhead } from "../../../host-tools/server/station-desk/tickets-ahead.ts";
import { type Health, nextTicketCounter } from "../../../host-tools/server/tokens/authority.ts";
import { lastSyncs } from "../../../host-tools/server/tokens/health-store.ts";
import type { SyncAuthority } from "../../../host-tools/station/sync-authority.ts";
import {
  type HelloFields,
  healthMac,
  TICKET_WINDOW,
  ticketMac,
  timeMac,
} from "../../../protocol/authority.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { epochAt } from "../../../protocol/epoch.ts";
import { TICKET } from "../../../protocol/frame.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { decodeIdentity, keysFromSeed } from "../../../protocol/identity.ts";
import { encodeControl } from "../../../protocol/sync.ts";
import { helloFrom } from "../../support/hello.ts";
import {
  enrolRequest,
  enrolTokens,
  pageOf,
  record,
  seedOf,
  type TestToken,
  uploadOf,
} from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const NOW = DAY * 86_400_000 + 3 * 3_600_000;

describeOnDatabases("the server's word to a token", () => {
  let server: Server;
  let tokens: TestToken[];
  let time = NOW;
  const key = hmacKey(keysFromSeed(sha256, seedOf(1)).tokenKey);

  beforeEach(async () => {
    time = NOW;
    server = await openServer({ database: await emptyDatabase(), now: () => time });
    tokens = await enrolTokens(server, 2, DAY);
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
    const notBefore = epochAt(NOW / 1000) - 4;
    assert.deepEqual(tickets[1], {
      counter: 2,
      notBefore,
      hours: 2,
      mac: ticketMac(sha256, key, 2, notBefore, 2),
    });
    assert.equal((await server.issueTicket(1, { hours: 48 })).hours, 48);
    await assert.rejects(server.issueTicket(1, { hours: 49 }), { reason: "hours" });
    await assert.rejects(server.issueTicket(9), { reason: "unknown-token" });
    assert.equal((await server.issueTicket(1)).counter, 5);
  });

  it("is a ticket inside the token's window, however many were never used", () => {
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

  const REPORT = {
    ...({ name: "healthReport", batteryMillivolts: 2900, resets: 3, cause: 1, ppm: -40 } as const),
    lostAdverts: 5,
    lostPages: 0,
    firmware: 0x000100,
    oldestSequence: 4,
  };
  const health = (fields: Partial<Omit<Health["report"], "name">> = {}, anchor = NOW / 1000) => {
    const report = { ...REPORT, ...fields };
    return { report, anchor, mac: healthMac(sha256, key, encodeControl(report).subarray(1), anchor) };
  };
  const kept = async () => {
    const rows = await partsOf(server).database.query<{ report: { batteryMillivolts: number } }>(
      "SELECT report FROM radio.health ORDER BY received_at",
    );
    return rows.map(({ report }) => report.batteryMillivolts);
  };
  const lastSync = async () => (await lastSyncs(partsOf(server).database, [1])).get(1);

  it("takes a health report that the token has signed", async () => {
    const { report, mac, anchor } = health();
    await server.receiveHealth(1, { report, mac, anchor });
    for (const [serial, changed] of [
      [1, { report: { ...report, resets: 4 }, mac, anchor }],
      [1, { report, mac, anchor: anchor + 1 }],
      [2, { report, mac, anchor }],
    ] as const)
      await assert.rejects(server.receiveHealth(serial, changed), { reason: "mac" });
    assert.deepEqual(await kept(), [2900]);
  });

  it("believes of a health report that it is as old as its token says, however late it comes", async () => {
    await server.receiveHealth(1, health());
    assert.equal(await lastSync(), NOW);
    time = NOW + 10 * 86_400_000;
    // The same bytes, and one of an hour before that.
    await server.receiveHealth(1, health());
    await server.receiveHealth(1, health({ batteryMillivolts: 3000 }, NOW / 1000 - 3600));
    assert.deepEqual(await kept(), [2900]);
    assert.equal(await lastSync(), NOW);
    await server.receiveHealth(1, health({ batteryMillivolts: 2800 }, NOW / 1000 + 86_400));
    assert.deepEqual(await kept(), [2900, 2800]);
    assert.equal(await lastSync(), NOW + 86_400_000);
  });

  it("takes a report without a newer time when the token has restarted since, or given up a page", async () => {
    await server.receiveHealth(1, health());
    time += 1000;
    await server.receiveHealth(1, health({ batteryMillivolts: 2890, resets: 4, oldestSequence: 0 }));
    time += 1000;
    await server.receiveHealth(1, health({ batteryMillivolts: 2880, resets: 4, oldestSequence: 5 }));
    await server.receiveHealth(1, health({ batteryMillivolts: 2870, resets: 3, oldestSequence: 9 }));
    assert.deepEqual(await kept(), [2900, 2890, 2880]);
  });

  it("knows by a token's log when it last took a ticket, also where no time was set", async () => {
    const [token] = tokens as [TestToken];
    const epoch = DAY * 96 + 3;
    const page = pageOf(token, 0, epoch).records(epoch, [record(token, epoch)]);
    const ticket = new Uint8Array(12);
    await server.receivePage(uploadOf(token, page.other(epoch + 2, TICKET, ticket).build()));
    assert.equal(await lastSync(), (epoch + 2) * 900_000);
    // A clock that is ahead tells of no later time than that of the page's arrival.
    await server.receivePage(uploadOf(token, page.other(epoch + 96, TICKET, ticket).build()));
    assert.equal(await lastSync(), NOW);
  });

  const hello = (fields: Partial<HelloFields> = {}, serial = 1) =>
    helloFrom({ serial, tokenKey: keysFromSeed(sha256, seedOf(serial)).tokenKey }, fields);
  const counterFor = async (ticketHighest: number, serial = 1) => {
    const { name, hello: said } = hello({ ticketHighest }, serial);
    const [admission] = await server.admit(name, said);
    assert.equal(admission!.serial, serial);
    return admission!.ticket.counter;
  };

  it("knows by a HELLO which token says it, among all with its digits", async () => {
    await server.enrol([enrolRequest(10_001, DAY), enrolRequest(90_001, DAY)]);
    for (const serial of [1, 2, 10_001, 90_001]) {
      const { name, hello: said } = hello({}, serial);
      assert.equal(server.whoSays(name, said), serial);
    }
  });

  it("knows nobody by a HELLO that was changed, or came under another name", async () => {
    const { name, hello: said } = hello({ ticketHighest: 5 });
    const changed = [
      { ...said, ticketHighest: 0xffffffff },
      { ...said, flags: 0 },
      { ...said, version: 1 },
      { ...said, nonce: new Uint8Array(8) },
      { ...said, alias: said.alias.map((byte, i) => (i === 4 ? byte ^ 1 : byte)) },
    ];
    for (const one of changed)
      await assert.rejects(server.admit(name, one), { reason: "unknown-alias" }, JSON.stringify(one));
    for (const other of ["BZ-0002", "BZ-0003", "BZ-00001", "", "Puck.js 0001"])
      await assert.rejects(server.admit(other, said), { reason: "unknown-alias" }, other);
    assert.equal(await counterFor(0), 1);
  });

  it("gives out the counter behind what the token has accepted, and nothing is taken back by an old HELLO", async () => {
    assert.equal(await counterFor(0), 1);
    for (const highest of [60, 120, 180]) assert.equal(await counterFor(highest), highest + 1);
    // A station says it again, or the token has lost its log: it gets a ticket that it would take.
    assert.equal(await counterFor(3), 4);
    assert.equal(await counterFor(0), 1);
    assert.equal(partsOf(server).directory.find(1)!.ticketHighest, 180);
    assert.equal(await counterFor(180), 182);
  });

  it("believes a token at most 64 counters above what was given out", async () => {
    assert.equal(await counterFor(0xffffffff), 65);
    assert.equal(partsOf(server).directory.find(1)!.ticketHighest, 64);
    assert.equal(await counterFor(0, 2), 1);
  });

  it("finds a token's counter again when its backup is older than many tickets", async () => {
    const highest = 200;
    let counter = await counterFor(highest);
    for (let tries = 1; counter <= highest; tries++) {
      assert.ok(tries < 5);
      counter = await counterFor(highest);
    }
    assert.ok(counter <= highest + TICKET_WINDOW);
  });

  it("holds what it was told when it comes back, and goes by it in tickets held ahead", async () => {
    await counterFor(40);
    await partsOf(server).directory.load(partsOf(server).database);
    assert.equal(partsOf(server).directory.find(1)!.ticketHighest, 40);
    assert.equal(ticketsAhead(partsOf(server).directory, 1, NOW)!.counter, 42);
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
      serial: 41,
      board: 1,
      powerAtOneMetre: -59,
      role: "token",
      day: DAY,
      secrets: true,
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
