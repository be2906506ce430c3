import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import { buildPlugin } from "../../../host-tools/tools/wireshark/build.ts";
import {
  dissect,
  expectedFields,
  packetKind,
  shownFields,
} from "../../../host-tools/tools/wireshark/held-to.ts";
import { captureOf, sampleAdverts } from "../../../host-tools/tools/wireshark/samples.ts";
import { decodeAdvert, minuteNear } from "../../../protocol/advert.ts";
import { decodeGateAdvert } from "../../../protocol/gate-advert.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { recallTags } from "../../../protocol/recall.ts";
import { chaffOf, recallSet } from "../../../protocol/recall-set.ts";
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";

const PACKETS = 5_000;
const START_MINUTE = Date.UTC(2026, 10, 24, 2) / 60_000;

describe("Wireshark plugin", function () {
  this.timeout(120_000);
  let folder: string;
  let plugin: string;
  before(function () {
    if (!outside("tshark")) this.skip();
    folder = mkdtempSync(join(tmpdir(), "dissector-"));
    plugin = join(folder, "bluezone.lua");
    writeFileSync(plugin, buildPlugin().lua);
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  function captured(adverts: readonly Uint8Array[]): string {
    const path = join(folder, "capture.pcap");
    writeFileSync(path, captureOf(adverts));
    return path;
  }

  it("shows every field as the protocol's decoder reads it, and every refusal by its name", () => {
    const adverts = sampleAdverts(PACKETS, 1);
    const packets = dissect(captured(adverts), plugin, "-j", "bluezone");
    assert.equal(packets.length, PACKETS);
    const seen = new Set<string>();
    packets.forEach((layers, i) => {
      const expected = expectedFields(adverts[i]!);
      assert.deepEqual(shownFields(layers), expected, `packet ${i + 1}`);
      seen.add(packetKind(expected));
    });
    const causes = ["id-length", "not-bluezone", "tail-length", "tail-twice", "too-long", "truncated"];
    assert.deepEqual([...seen].sort(), ["answer", "foreign", ...causes, "phone", "recall", "token"].sort());
  });

  it("shows a place's recalls with their epoch and all tags, called or not", () => {
    const [epoch, key] = [1_981_777, hmacKey(new Uint8Array(32).fill(1))];
    const set = recallSet(epoch, recallTags(sha256, key, epoch), chaffOf(sha256, key));
    const shown = dissect(captured(set), plugin, "-j", "bluezone").map(shownFields);
    assert.deepEqual(
      shown,
      set.map((bytes) => {
        const advert = decodeGateAdvert(bytes);
        assert.ok(advert.ok);
        return {
          "bluezone.gate": "recall",
          "bluezone.gate.epoch": String(epoch % 0x10000),
          "bluezone.gate.tags": Buffer.concat(advert.value.tags).toString("hex").match(/../g)!.join(":"),
        };
      }),
    );
  });

  it("leaves all to Wireshark's own decoder and takes nothing of it away", () => {
    const adverts = sampleAdverts(500, 2);
    const path = captured(adverts);
    const bare = dissect(path);
    const own = ({ bluezone: _ours, "_ws.lua.fake": _lua, ...rest }: Record<string, unknown>) => rest;
    const dissected = dissect(path, plugin);
    assert.deepEqual(dissected.map(own), bare.map(own));
    const foreign = dissected.filter((layers, i) => !decodeAdvert(adverts[i]!).ok && !("bluezone" in layers));
    assert.ok(foreign.length > 50);
  });

  it("names a refusal in Wireshark's expert information, and works out the rendezvous", () => {
    const adverts = sampleAdverts(300, 3);
    const lines = dissect(captured(adverts), plugin);
    const experts = new Set<string>();
    lines.forEach((layers, i) => {
      const shown = layers.bluezone as Record<string, unknown> | undefined;
      const decoded = decodeAdvert(adverts[i]!);
      const tree = shown?.["bluezone.error_tree"] as { "_ws.expert": Record<string, string> } | undefined;
      if (tree && !decoded.ok) {
        const { reason } = decoded.error;
        assert.ok(`bluezone.${reason}` in tree["_ws.expert"], `${i}: ${JSON.stringify(tree)}`);
        experts.add(reason);
      }
      if (!decoded.ok || !decoded.value.tail) return;
      const minute = minuteNear(decoded.value.tail.minute, START_MINUTE);
      const shownAt = Date.parse(String(shown!["bluezone.rendezvous"]).replace(/0{6} UTC/, " UTC"));
      assert.equal(shownAt, minute * 60_000 + rendezvousOffset(minute));
    });
    assert.ok(experts.size >= 4, [...experts].join());
  });

  it("finds adverts in a phone's own log and in captures without a receiver's notes, too", () => {
    const adverts = sampleAdverts(200, 5);
    // Link type 251: the packet alone. 201: a controller's events (Core Spec 5.4 Vol 4 Part E §7.7.65.2), one advert each.
    const bare = rewritten(adverts, 251, (packet) => packet);
    const events = rewritten(adverts, 201, (packet) => {
      const [address, data] = [packet.subarray(6, 12), packet.subarray(12, -3)];
      const report = [0x02, 1, 3, 1, ...address, data.length, ...data, 0xc4];
      return Uint8Array.of(0, 0, 0, 1, 0x04, 0x3e, report.length, ...report);
    });
    for (const file of [bare, events]) {
      const path = join(folder, "other.pcap");
      writeFileSync(path, file);
      const packets = dissect(path, plugin, "-j", "bluezone");
      const shown = packets.map(shownFields);
      const expected = adverts.map(expectedFields);
      assert.deepEqual(shown, expected);
    }
  });

  it("does the same where Lua has no bit32 (5.4, in Wireshark 4.4 and later)", () => {
    const adverts = sampleAdverts(1_000, 4);
    const without = join(folder, "without.lua");
    writeFileSync(without, `bit32 = nil\n${buildPlugin().lua}`);
    const packets = dissect(captured(adverts), without, "-j", "bluezone");
    packets.forEach((layers, i) => {
      assert.deepEqual(shownFields(layers), expectedFields(adverts[i]!));
    });
  });
});

/** The capture with another link type, each packet (access address first) changed. */
function rewritten(
  adverts: readonly Uint8Array[],
  linkType: number,
  change: (packet: Uint8Array) => Uint8Array,
): Uint8Array {
  const file = captureOf(adverts);
  const parts: Uint8Array[] = [file.slice(0, 24)];
  new DataView(parts[0]!.buffer).setUint32(20, linkType, true);
  const view = new DataView(file.buffer);
  for (let at = 24; at < file.length; ) {
    const length = view.getUint32(at + 8, true);
    const packet = change(file.subarray(at + 16 + 10, at + 16 + length));
    const head = file.slice(at, at + 16);
    for (const field of [8, 12]) new DataView(head.buffer).setUint32(field, packet.length, true);
    parts.push(head, packet);
    at += 16 + length;
  }
  return new Uint8Array(Buffer.concat(parts));
}
