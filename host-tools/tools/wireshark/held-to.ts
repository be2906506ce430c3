/** Runs tshark with the plugin and holds what it prints of every packet to the protocol's decoder. */
import { execFileSync } from "node:child_process";
import { decodeAdvert } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";

/** Layers of a packet as `tshark -T json` prints them. */
type Layers = Readonly<Record<string, unknown>>;

const MOST_OUTPUT = 1 << 30;

/** `tshark -T json`: the layers of each packet of a capture; with the plugin where one is given. */
export function dissect(capture: string, plugin?: string, ...options: readonly string[]): Layers[] {
  const words = ["-r", capture, "-T", "json", ...(plugin ? ["-X", `lua_script:${plugin}`] : []), ...options];
  const text = execFileSync("tshark", words, { maxBuffer: MOST_OUTPUT, stdio: ["ignore", "pipe", "pipe"] });
  const packets = JSON.parse(text.toString("utf8")) as { _source: { layers: Layers } }[];
  return packets.map(({ _source }) => _source.layers);
}

/** The fields that the plugin must show of advertising data, as tshark writes them; undefined where it must say nothing. */
export function expectedFields(data: Uint8Array): Readonly<Record<string, string>> | undefined {
  const decoded = decodeAdvert(data);
  if (!decoded.ok) {
    if (!toHex(data).match(/^(..)*ffb522/)) return undefined;
    const { reason, offset } = decoded.error;
    return { "bluezone.error": reason, "bluezone.error.offset": String(offset) };
  }
  const { sender, rollingId, tail } = decoded.value;
  const fields = {
    "bluezone.sender": sender,
    "bluezone.rolling_id": toHex(rollingId).match(/../g)!.join(":"),
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
export function shownFields(layers: Layers): Readonly<Record<string, string>> | undefined {
  const shown = layers.bluezone as Record<string, string> | undefined;
  if (!shown) return undefined;
  const { "bluezone.rendezvous": _time, "bluezone.error_tree": _expert, ...fields } = shown;
  // Newer versions write True and False.
  for (const [name, value] of Object.entries(fields))
    if (value === "True" || value === "False") fields[name] = value === "True" ? "1" : "0";
  return fields;
}
