/**
 * The Wireshark plugin held to the protocol's decoder over many packets. `--packets N` (100000), `--seed S` (1), `--json`.
 * Needs tshark; says in one line what is left out without it. Exit code 1 when a single field differs.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { missingLines, OUTSIDE, outside } from "../../lib/system-packages.ts";
import { buildPlugin } from "../../tools/wireshark/build.ts";
import { dissect, expectedFields, packetKind, shownFields } from "../../tools/wireshark/held-to.ts";
import { captureOf, sampleAdverts } from "../../tools/wireshark/samples.ts";

/** Packets of one capture file: tshark's JSON of more does not fit into a string. */
const PACKETS_AT_ONCE = 20_000;

const { values } = parseArgs({
  options: { packets: { type: "string" }, seed: { type: "string" }, json: { type: "boolean" } },
});
const total = Number(values.packets ?? 100_000);
const seed = Number(values.seed ?? 1);

if (!outside("tshark")) {
  for (const line of missingLines(OUTSIDE.filter(({ id }) => id === "tshark"))) console.log(line);
} else {
  const counts: Record<string, number> = {};
  let fields = 0;
  let differing = 0;
  const folder = mkdtempSync(join(tmpdir(), "dissector-"));
  const started = performance.now();
  try {
    const plugin = join(folder, "bluezone.lua");
    const capture = join(folder, "capture.pcap");
    writeFileSync(plugin, buildPlugin().lua);
    for (let done = 0, part = 0; done < total; part++) {
      const adverts = sampleAdverts(Math.min(PACKETS_AT_ONCE, total - done), 1000 * seed + part);
      writeFileSync(capture, captureOf(adverts));
      const packets = dissect(capture, plugin, "-j", "bluezone");
      if (packets.length !== adverts.length)
        throw new Error(`${packets.length} of ${adverts.length} packets`);
      for (const [i, layers] of packets.entries()) {
        const expected = expectedFields(adverts[i]!);
        const kind = packetKind(expected);
        counts[kind] = (counts[kind] ?? 0) + 1;
        fields += Object.keys(expected ?? {}).length;
        if (!isDeepStrictEqual(shownFields(layers), expected)) differing++;
      }
      done += adverts.length;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const seconds = (performance.now() - started) / 1000;
  if (values.json)
    console.log(JSON.stringify({ dissector: { packets: total, seed, fields, differing, counts } }));
  else {
    const kinds = Object.entries(counts)
      .sort((x, y) => y[1] - x[1])
      .map(([kind, count]) => `${kind} ${count}`);
    console.log(
      `${differing === 0 ? "held  " : "MISSED"} Wireshark plugin: ${differing} of ${total} packets differ from the decoder (bar: 0), ${fields} fields, seed ${seed}, ${seconds.toFixed(0)} s`,
      `\n       ${kinds.join(", ")}`,
    );
  }
  process.exitCode = differing > 0 ? 1 : 0;
}
