import assert from "node:assert/strict";
import { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { bootReads } from "../../../host-tools/studies/power-cuts/boot-reads.ts";
import { flipHeaders, wearOut } from "../../../host-tools/studies/power-cuts/damage.ts";
import { forgePages, forgeReceipts } from "../../../host-tools/studies/power-cuts/forgery.ts";
import { LogReader } from "../../../host-tools/studies/power-cuts/log-view.ts";
import { type Recording, serverWithToken, wear } from "../../../host-tools/studies/power-cuts/recording.ts";
import { seize } from "../../../host-tools/studies/power-cuts/seizure.ts";
import { IDENTITY_BYTES } from "../../../protocol/identity.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { recordingOf } from "./recordings.ts";

describe("a log", function () {
  this.timeout(120_000);
  let recording: Recording;
  before(async () => {
    recording = await recordingOf(0);
  });

  it("lives with a flipped bit in any page's header, and loses that page at most", () => {
    const { faults, flips, restarts } = flipHeaders(recording, 4);
    assert.deepEqual(faults, []);
    assert.ok(flips >= 50);
    assert.ok(restarts > 0, "no flip hit the newest page's keys");
  });

  it("goes on behind a worn page", () => {
    assert.deepEqual(wearOut(recording, 20, [0, 5, 7]).faults, []);
  });

  it("takes no forged page, and the real ones afterwards", async () => {
    const server = await serverWithToken(recording.scenario);
    const { faults, tried } = await forgePages(recording, server, 4_000);
    await server.close();
    assert.deepEqual(faults, []);
    assert.equal(tried, 4_000);
  });

  it("is freed by no forged receipt, and by a real one afterwards", () => {
    assert.deepEqual(forgeReceipts(recording, 6_000).faults, []);
  });

  it("opens to a thief who has all flash and RAM as far as its open page", () => {
    const { board } = recording.scenario;
    const device = new Device({ board, seed: 1, flash: recording.final, startAt: recording.endedAt });
    device.powerOn();
    wear(device, recording.endedAt + 20 * 60_000, 5, []);
    const reader = new LogReader(recording.identity, board.flash.logPages);
    // In full, every word border is tried.
    const { opened, oldKeys, ramBytes } = seize(device, reader, 32);
    const { newest } = reader.read(device.flash.bytes);
    assert.deepEqual(opened, [newest]);
    assert.deepEqual(oldKeys, []);
    assert.ok(ramBytes > 2_000, `${ramBytes} bytes of RAM were read`);
  });

  it("is read at a start as far as the logarithm of its pages", async () => {
    const identity = recording.initial.slice(PAGE_BYTES - 32 - IDENTITY_BYTES, PAGE_BYTES - 32);
    const [small, middle, large] = [
      await bootReads(6, identity, 100),
      await bootReads(40, identity, 219),
      await bootReads(512, identity, 1100),
    ];
    const header = 34;
    assert.ok(middle.headerWords - small.headerWords <= 4 * header);
    assert.ok(large.headerWords - middle.headerWords <= 5 * header);
    assert.ok(large.words <= 1_600, `${large.words} words`);
  });
});
