/** Runs tshark with the plugin and holds what it prints of every packet to the protocol's decoder. */
import { execFileSync } from "node:child_process";
import { decodeAdvert } from "../../../protocol/advert.ts";
import { concatenate, toHex } from "../../../protocol/bytes.ts";
import { decodeGateAdvert } from "../../../protocol/gate-advert.ts";

/** Layers of a packet as `tshark -T json` prints them. */
type Layers = Readonly<Record<string, unknown>>;

/** Fields as tshark writes them. */
type Shown = Readonly<Record<string, string>>;

const MOST_OUTPUT = 1 << 30;

const withColons = (bytes: Uint8Array): string => toHex(bytes).match(/../g)!.join(":");

/** `tshark -T json`: the layers of each packet of a capture; with the plugin where one is given. */
export function dissect(capture: string, plugin?: string, ...options: readonly string[]): Layers[] {
  const words = ["-r", capture, "-T", "json", ...(plugin ? ["-X", `lua_script:${plugin}`] : []), ...options];
  const text = execFileSync("tshark", words, { maxBuffer: MOST_OUTPUT, stdio: ["ignore", "pipe", "pipe"] });
  const packets = JSON.parse(text.toString("utf8")) as { _source: { layers: Layers } }[];
  return packets.map(({ _source }) => _source.layers);
}

/** The fields that the plugin must show of advertising data, as tshark writes them; undefined where it must say nothing. */
export function expectedFields(data: Uint8Array): Shown | undefined {
  const gate = decodeGateAdvert(data);
  if (gate.ok) {
    const { kind, epochLow, tags } = gate.value;
    return {
      "bluezone.gate": kind,
      "bluezone.gate.epoch": String(epochLow),
      "bluezone.gate.tags": withColons(concatenate(...tags)),
    };
  }
  const decoded = decodeAdvert(data);
  if (!decoded.ok) {
    if (!toHex(data).match(/^(..)*ffb522/)) return undefined;
    const { reason, offset } = decoded.error;
    return { "bluezone.error": reason, "bluezone.error.offset": String(offset) };
  }
  const { sender, rollingId, tail } = decoded.value;
  const fields = {
    "bluezone.sender": sender,
    "bluezone.rolling_id": withColons(rollingId),
  };
  if (!tail) return fields;
  return {
    ...fields,
    "bluezone.version": String(tail.version),
    "bluezone.role": tail.role,
    "bluezone.clock_trusted": tail.clockTrusted ? "1" : "0",
    "bluezone.power": String(tail.powerAtOneMetre),
    "bluezone.in_burst": tail.inBurst ? "1" : "0",
    "bluezone.late": tail.late ? "1" : "0",
    "bluezone.minute": String(tail.minute),
  };
}

/** What the plugin showed of a packet, in the same form; the rendezvous it works out from the minute aside. */
export function shownFields(layers: Layers): Shown | undefined {
  const shown = layers.bluezone as Record<string, string> | undefined;
  if (!shown) return undefined;
  const { "bluezone.rendezvous": _time, "bluezone.error_tree": _expert, ...fields } = shown;
  // Newer versions write True and False.
  for (const [name, value] of Object.entries(fields))
    if (value === "True" || value === "False") fields[name] = value === "True" ? "1" : "0";
  return fields;
}

/** What a packet is by its fields: who sent it, which advert of a gate's it is, or why it was refused. */
export function packetKind(fields: Shown | undefined): string {
  for (const name of ["bluezone.error", "bluezone.sender", "bluezone.gate"])
    if (fields?.[name]) return fields[name];
  return "foreign";
}
