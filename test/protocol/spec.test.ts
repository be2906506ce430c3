import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { ADVERT_VERSION, decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { healthMac, helloAlias, receiptMac, ticketMac, timeMac } from "../../protocol/authority.ts";
import { fromHex, toHex } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { finishFrame, headerLow, recordWords, typedFrameOf } from "../../protocol/frame.ts";
import { answers, decodeGateAdvert, encodeAnswer, encodeRecall } from "../../protocol/gate-advert.ts";
import { hmacKey } from "../../protocol/hash.ts";
import {
  decodeIdentity,
  encodeIdentity,
  keysFromSeed,
  setClockRate,
  tokenName,
} from "../../protocol/identity.ts";
import { decodePageHeader, encodeSnapshot, PAGE_BYTES } from "../../protocol/page.ts";
import { openPage, recordsIn } from "../../protocol/page-reader.ts";
import { RECALL_WORDS, recallFor, recallTags } from "../../protocol/recall.ts";
import { chaffOf, recallSet } from "../../protocol/recall-set.ts";
import { decodeRecord, encodeRecord } from "../../protocol/record.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import {
  applySeal,
  nextPageKey,
  pageMac,
  restartedDayKey,
  restartedPageKey,
  sealOf,
} from "../../protocol/seal.ts";
import {
  encodeControl,
  HELLO_VERSION,
  MESSAGES,
  SYNC_CONTROL,
  SYNC_DATA,
  SYNC_ERRORS,
  SYNC_SERVICE,
} from "../../protocol/sync.ts";
import * as codes from "../../protocol/sync-codes.ts";
import { specExample } from "../support/spec-examples.ts";

describe("SPEC.md's examples", () => {
  it("advert", () => {
    const example = specExample("advert");
    const tail = {
      version: ADVERT_VERSION,
      role: "token",
      clockTrusted: true,
      powerAtOneMetre: example.number("power at 1 m"),
      inBurst: false,
      late: example.number("late") === 1,
      minute: example.number("minute"),
    } as const;
    assert.equal(toHex(encodeAdvert(example.bytes("rolling ID"), tail)), example.text("bytes"));
    const decoded = decodeAdvert(example.bytes("bytes"));
    assert.deepEqual(decoded, {
      ok: true,
      value: { sender: "token", rollingId: example.bytes("rolling ID"), tail },
    });
  });

  it("answer", () => {
    const example = specExample("answer");
    const ids = example
      .text("rolling IDs")
      .split(" ")
      .map((hex) => fromHex(hex)!);
    const bytes = encodeAnswer(example.number("epoch"), ids, example.bytes("random"));
    assert.equal(toHex(bytes), example.text("bytes"));
    const decoded = decodeGateAdvert(example.bytes("bytes"));
    assert.ok(decoded.ok);
    for (const id of ids) assert.ok(answers(decoded.value, example.number("epoch"), id));
  });

  it("recall", () => {
    const example = specExample("recall");
    const epoch = example.number("epoch");
    const tags = recallTags(sha256, hmacKey(example.bytes("token key")), epoch);
    assert.deepEqual(
      tags.map(toHex),
      RECALL_WORDS.map((word) => example.text(`${word} tag`)),
    );
    const chaff = chaffOf(sha256, hmacKey(example.bytes("set key")));
    assert.equal(toHex(chaff(epoch, 1)), example.text("chaff 1"));
    const set = recallSet(epoch, [example.bytes("call tag")], chaff);
    assert.deepEqual(
      set.map(toHex),
      set.map((_, i) => example.text(`advert ${i}`)),
    );
    const said = set.map((bytes) => {
      const advert = decodeGateAdvert(bytes);
      assert.ok(advert.ok);
      assert.deepEqual(encodeRecall(advert.value.epochLow, advert.value.tags), bytes);
      return recallFor(advert.value, epoch, tags);
    });
    assert.deepEqual(said, [undefined, undefined, undefined, "call"]);
    // HMACs of the bytes that the specification names, by another hand.
    const hmacOf = (key: Uint8Array, hex: string) =>
      createHmac("sha256", key).update(Buffer.from(hex, "hex")).digest();
    const message = `${Buffer.from("recall").toString("hex")}513d1e`;
    const mac = hmacOf(example.bytes("token key"), message).toString("hex");
    assert.equal(tags.map(toHex).join(""), mac.slice(0, 56));
    const nobody = hmacOf(example.bytes("set key"), `${Buffer.from("chaff").toString("hex")}0100`);
    assert.equal(hmacOf(nobody, message).toString("hex").slice(14, 28), example.text("chaff 1"));
  });

  it("rolling ID", () => {
    const example = specExample("rolling ID");
    const ids = rollingIdsOfDay(sha256, example.bytes("day key")).map(toHex);
    for (const index of [0, 1, 95]) assert.equal(ids[index], example.text(`id ${index}`));
    const next = laterDayKey(sha256, example.bytes("day key"), 1);
    assert.equal(toHex(rollingIdsOfDay(sha256, next)[0]!), example.text("next day id 0"));
  });

  it("record", () => {
    const example = specExample("record");
    const record = {
      prefix: example.bytes("rolling ID").slice(0, 6),
      summary: {
        minutes: example.number("minutes"),
        strongestLoss: example.number("strongest loss"),
        stretchLoss: example.number("stretch loss"),
        count: example.number("count"),
      },
    };
    assert.equal(toHex(encodeRecord(record)), example.text("bytes"));
    assert.deepEqual(decodeRecord(example.bytes("bytes"), 0), record);
  });

  it("recall frame", () => {
    const example = specExample("recall frame");
    const told = { type: "recall", word: example.text("word"), heard: example.number("heard") };
    assert.deepEqual(typedFrameOf(example.bytes("payload")), told);
  });

  it("frame", () => {
    const example = specExample("frame");
    const payload = example.bytes("payload");
    const scratch = new Uint8Array(32);
    scratch.set(payload, 8);
    const offset = example.number("offset");
    const low = headerLow(recordWords(1), false, example.number("epoch"));
    const length = finishFrame(crc32, scratch, example.number("sequence"), offset, low, payload.length);
    const frame = scratch.slice(4, 4 + length);
    assert.equal(toHex(frame), example.text("plain"));
    applySeal(sha256, sealOf(sha256, example.bytes("page key")), new Uint32Array(frame.buffer), offset);
    assert.equal(toHex(frame), example.text("sealed"));
  });

  it("page", () => {
    const example = specExample("page");
    const key = example.bytes("page key");
    const seal = sealOf(sha256, key);
    assert.equal(toHex(seal.block.slice(0, 32)), example.text("encryption key"));
    assert.equal(toHex(seal.macKey), example.text("mac key"));
    assert.equal(toHex(nextPageKey(sha256, key)), example.text("next page key"));
    const page = new Uint8Array(PAGE_BYTES).fill(0xff);
    page.set(example.bytes("header"), 0);
    page.set(example.bytes("snapshot"), 100);
    page.set(example.bytes("frames"), 136);
    const length = example.number("used length");
    const mac = pageMac(sha256, seal, page, length);
    assert.equal(toHex(mac), example.text("mac"));
    const opened = openPage({ sha256, crc32 }, key, page, length, mac);
    assert.ok(opened.ok);
    assert.ok(opened.value.header.committed);
    assert.equal(toHex(encodeSnapshot(opened.value.header.snapshot)), example.text("snapshot"));
    assert.deepEqual(
      recordsIn(opened.value).map(({ epoch, record }) => [epoch, toHex(encodeRecord(record))]),
      [[opened.value.header.epochBase + 2, specExample("record").text("bytes")]],
    );
    const header = decodePageHeader(page, crc32);
    assert.ok(header.ok);
    assert.equal(header.value.sequence, 7);
  });

  it("restarted chain", () => {
    const example = specExample("restarted chain");
    const [sequence, salt] = [example.number("sequence"), example.number("salt")];
    const key = restartedPageKey(sha256, hmacKey(example.bytes("token key")), sequence, salt);
    assert.equal(toHex(key), example.text("page key"));
    assert.equal(toHex(restartedDayKey(sha256, key)), example.text("day key"));
    // HMAC of the bytes that the specification names, by another hand.
    const message = Buffer.concat([Buffer.from("restart"), Buffer.from("070000003412", "hex")]);
    const digest = createHmac("sha256", example.bytes("token key")).update(message).digest("hex");
    assert.equal(digest, example.text("page key"));
  });

  it("identity", () => {
    const example = specExample("identity");
    const identity = {
      serial: example.number("serial"),
      board: example.number("board"),
      powerAtOneMetre: example.number("power at 1 m"),
      role: "token",
      day: example.number("day"),
      ...keysFromSeed(sha256, example.bytes("seed")),
    } as const;
    assert.equal(toHex(encodeIdentity(crc32, identity)), example.text("bytes"));
    assert.deepEqual(decodeIdentity(crc32, example.bytes("bytes")), {
      ok: true,
      value: { ...identity, secrets: true },
    });
    const measured = { ...identity, clockPpm: example.number("clock rate") };
    assert.equal(toHex(encodeIdentity(crc32, measured)), example.text("bytes with clock rate"));
    assert.deepEqual(decodeIdentity(crc32, example.bytes("bytes with clock rate")), {
      ok: true,
      value: { ...measured, secrets: true },
    });
    assert.equal(tokenName(identity.serial), "BZ-7890");
  });

  it("identity: a clock rate comes back as it was measured, to a whole ppm; blank and -1 are not measured", () => {
    const identity = specExample("identity").bytes("bytes");
    for (const ppm of [0, 1, 499.6, -2, -500.4, 32_767, -32_767]) {
      setClockRate(identity, ppm);
      const read = decodeIdentity(crc32, identity);
      assert.ok(read.ok);
      assert.equal(read.value.clockPpm, Math.round(ppm));
    }
    setClockRate(identity, -1);
    assert.deepEqual(identity, specExample("identity").bytes("bytes"));
    for (const ppm of [32_768, -32_768, Number.NaN])
      assert.throws(() => setClockRate(identity, ppm), RangeError);
  });

  it("authority", () => {
    const example = specExample("authority");
    const key = hmacKey(example.bytes("token key"));
    const [counter, notBefore, hours] = ["counter", "not before", "hours"].map((name) =>
      example.number(`ticket ${name}`),
    ) as [number, number, number];
    const ticket = { counter, notBefore, hours, mac: ticketMac(sha256, key, counter, notBefore, hours) };
    assert.equal(toHex(encodeControl({ name: "ticket", ...ticket })), example.text("ticket message"));
    const unixSeconds = example.number("time");
    const time = { unixSeconds, mac: timeMac(sha256, key, unixSeconds, example.bytes("nonce")) };
    assert.equal(toHex(encodeControl({ name: "time", ...time })), example.text("time message"));
    const sequence = example.number("receipt sequence");
    const length = example.number("receipt length");
    const mac = receiptMac(sha256, key, sequence, length, example.bytes("page mac"));
    assert.equal(
      toHex(encodeControl({ name: "receipt", sequence, length, mac })),
      example.text("receipt message"),
    );
    const hello = {
      flags: example.number("hello flags"),
      ticketHighest: example.number("hello highest"),
      nonce: example.bytes("nonce"),
    };
    const alias = helloAlias(sha256, key, hello);
    const message = encodeControl({ name: "hello", version: HELLO_VERSION, alias, ...hello });
    assert.equal(toHex(message), example.text("hello message"));
    const anchor = example.number("health anchor");
    const report = example.bytes("health message").subarray(1);
    assert.equal(
      toHex(encodeControl({ name: "healthMac", mac: healthMac(sha256, key, report, anchor), anchor })),
      example.text("health MAC message"),
    );
  });

  it("lists the UUIDs and every control message with its length", () => {
    const spec = readFileSync(new URL("../../protocol/SPEC.md", import.meta.url), "utf8");
    for (const uuid of [SYNC_SERVICE, SYNC_CONTROL, SYNC_DATA]) assert.ok(spec.includes(uuid));
    for (const [operation, { fields }] of Object.entries(MESSAGES)) {
      const byte = Number(operation).toString(16).padStart(2, "0");
      const row = new RegExp(`^\\| ${byte} \\| [A-Z ]+ \\| (?:token|station|page) \\|(.*)\\|$`, "m").exec(
        spec,
      )?.[1];
      assert.ok(row !== undefined, `SPEC.md §8 has no message ${byte}`);
      const lengths = [...row.replace(/\(.*?\)/g, "").matchAll(/ (?:i16|(\d+))(?=,|$| )/g)].map((m) =>
        Number(m[1] ?? 2),
      );
      assert.deepEqual(
        lengths,
        fields.map(([, count]) => count),
        byte,
      );
    }
  });

  it("lists every error code", () => {
    const spec = readFileSync(new URL("../../protocol/SPEC.md", import.meta.url), "utf8");
    const told = new Map<number, string>();
    for (const row of spec.match(/^\| code \|.*\n(\|.*\n)+/m)?.[0].split("\n") ?? [])
      for (const [, code, text] of row.matchAll(/ (\d+) \| (.+?) (?=\|)/g)) told.set(Number(code), text!);
    assert.deepEqual(
      told,
      new Map<number, string>([
        [codes.UNKNOWN_OPERATION, "unknown operation"],
        [codes.WRONG_LENGTH, "wrong length"],
        [codes.NO_TICKET, "no ticket yet"],
        [codes.WRONG_MAC, "wrong MAC"],
        [codes.SPENT, "ticket spent"],
        [codes.NOT_YET, "not yet valid"],
        [codes.EXPIRED, "expired"],
        [codes.NO_SUCH_PAGE, "no such page"],
        [codes.WRONG_RANGE, "range outside the page"],
        [codes.RECEIPT_MISMATCH, "receipt does not match"],
        [codes.BUSY, "busy turning a page"],
        [codes.LOW_BATTERY, "battery too low"],
        [codes.CLOCK_BOUNDS, "time outside the bounds of the clock"],
        [codes.TAKEN, "another page has the gate"],
      ]),
    );
    assert.deepEqual(
      Object.keys(SYNC_ERRORS).map(Number),
      [...told.keys()].sort((a, b) => a - b),
    );
  });
});
