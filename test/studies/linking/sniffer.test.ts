import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ADV_NONCONN_IND,
  type HeardPacket,
  pcapHeader,
  pcapRecord,
} from "../../../host-tools/formats/pcap/pcap.ts";
import { PcapFile } from "../../../host-tools/formats/pcap/pcap-file.ts";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import { MINUTE_MS } from "../../../host-tools/lib/time.ts";
import { Sniffer } from "../../../host-tools/studies/linking/sniffer.ts";
import type { SentEvent } from "../../../host-tools/world/air-observer.ts";
import { drive } from "../../../host-tools/world/drive.ts";
import { Radio } from "../../../host-tools/world/radio.ts";
import { Scene } from "../../../host-tools/world/scene.ts";
import { playShift } from "../../../host-tools/world/shifts.ts";
import { ScriptedToken } from "../../support/scripted-token.ts";

const day = playShift("park", { people: 6 });
const scene = new Scene(day, 1);
const START = day.startAt + 30 * MINUTE_MS;
const MINUTES = 5;
const STEP_MS = 10_000;

/** Tokens that advertise one after the other and else do something every ten seconds, and what a sniffer notes. */
function sniffed(strangers: boolean, path?: string) {
  const tokens = day.people.map((_, person) => {
    const token = new ScriptedToken();
    token.at(START + 700 * person, (at) =>
      token.advertise(at, {
        data: Uint8Array.of(2, 1, person),
        intervalMs: 100 + 37 * person,
        address: `c0:00:00:00:00:0${person} random`,
      }),
    );
    for (let at = START + STEP_MS; at < START + (MINUTES - 1) * MINUTE_MS; at += STEP_MS)
      token.at(at, () => {});
    token.at(START + (MINUTES - 1) * MINUTE_MS, (at) => token.quiet(at));
    return token;
  });
  const members = tokens.map((token, person) => ({ token, person, rssiAtOneMetreDbm: -59 }));
  const packets: { packet: HeardPacket; from: number | undefined }[] = [];
  const events: SentEvent[] = [];
  const file = path === undefined ? undefined : new PcapFile(path);
  let mostHeldBack = 0;
  const sniffer = new Sniffer({
    scene,
    seed: 1,
    rssiAtOneMetreDbm: -59,
    strangers,
    onPacket: (packet, from) => {
      packets.push({ packet, from });
      file?.write(packet);
    },
  });
  const observer = {
    sent: (event: SentEvent) => {
      events.push(event);
      sniffer.sent(event);
    },
    reached: (from: number, t: number) => {
      sniffer.reached(from, t);
      mostHeldBack = Math.max(mostHeldBack, 3 * events.length - packets.length);
    },
  };
  const radio = new Radio(scene, members, { seed: 1, observer });
  drive(radio, members, START, START + MINUTES * MINUTE_MS);
  sniffer.end();
  file?.close();
  return { packets, events, mostHeldBack };
}

describe("sniffer", function () {
  this.timeout(120_000);

  it("notes every advert of everybody in the building on all three channels, in order of time", () => {
    const { packets, events } = sniffed(false);
    const present = events.filter(({ from, at }) => scene.roomAt(from, at) >= 0);
    assert.ok(present.length > 1000 && new Set(present.map(({ from }) => from)).size === 6);
    assert.equal(packets.length, 3 * present.length);
    const times = packets.map(({ packet }) => packet.at);
    assert.deepEqual(
      times,
      [...times].sort((x, y) => x - y),
    );
    const seen = new Set(
      packets.map(({ packet, from }) => `${from} ${packet.channel} ${packet.at.toFixed(3)}`),
    );
    for (const { from, at } of present)
      for (const channel of [0, 1, 2])
        assert.ok(seen.has(`${from} ${channel} ${(at + 0.65 * channel).toFixed(3)}`));
  });

  it("hears the near louder than the far, and strangers, too", () => {
    const { packets } = sniffed(true);
    const own = packets.filter(({ from }) => from !== undefined);
    for (const { packet } of own) assert.ok(packet.rssi < -20 && packet.rssi > -130, `${packet.rssi}`);
    // A hundred a second among people, on each channel.
    const perSecond = (packets.length - own.length) / 3 / (MINUTES * 60);
    assert.ok(perSecond > 90 && perSecond < 110, `${perSecond}`);
  });

  it("writes what it hears into a capture file as it goes", () => {
    const folder = mkdtempSync(join(tmpdir(), "sniffer-"));
    try {
      const path = join(folder, "air.pcap");
      const { packets, mostHeldBack } = sniffed(false, path);
      assert.deepEqual(new Uint8Array(readFileSync(path)), joined(packets.map(({ packet }) => packet)));
      // Nobody can be ahead of the slowest by more than a step.
      assert.ok(
        mostHeldBack < (packets.length / (MINUTES - 1) / 60) * 25,
        `${mostHeldBack} of ${packets.length}`,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("writes packets whose CRC Wireshark finds right", function () {
    if (!outside("tshark")) this.skip();
    const folder = mkdtempSync(join(tmpdir(), "sniffer-"));
    try {
      const path = join(folder, "crc.pcap");
      const packets = Array.from(
        { length: 20 },
        (_, i): HeardPacket => ({
          at: START + i,
          channel: (i % 3) as 0 | 1 | 2,
          rssi: -50 - i,
          pduType: ADV_NONCONN_IND,
          address: "c0:11:22:33:44:55 random",
          data: Uint8Array.of(2, 1, i),
        }),
      );
      const bytes = joined(packets);
      // Without the receiver's word for it, Wireshark checks for itself.
      let at = 24;
      const spoilt = 7;
      packets.forEach(({ data }, i) => {
        bytes[at + 16 + 9]! &= ~0x0c;
        const length = 16 + 10 + 4 + 2 + 6 + data.length + 3;
        if (i === spoilt) bytes[at + length - 1]! ^= 1;
        at += length;
      });
      writeFileSync(path, bytes);
      const words = ["-r", path, "-T", "fields", "-e", "frame.number", "-Y", "btle.crc.incorrect"];
      const wrong = execFileSync("tshark", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      assert.equal(wrong.trim(), String(spoilt + 1));
      const fields = [
        "frame.time_epoch",
        "btle_rf.channel",
        "btle_rf.signal_dbm",
        "btle.advertising_address",
      ];
      const read = execFileSync(
        "tshark",
        ["-r", path, "-T", "fields", ...fields.flatMap((name) => ["-e", name])],
        {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "ignore"],
        },
      );
      const rows = read
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t"));
      assert.deepEqual(
        rows.map(([time, ...rest]) => [Number(time), ...rest]),
        packets.map(({ at: time, channel, rssi }) => [
          time / 1000,
          ["0", "12", "39"][channel]!,
          String(rssi),
          "c0:11:22:33:44:55",
        ]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function joined(packets: readonly HeardPacket[]): Uint8Array {
  return new Uint8Array(Buffer.concat([pcapHeader(), ...packets.map(pcapRecord)]));
}
