import {
  ADVERT_VERSION,
  type Advert,
  decodeAdvert,
  encodeAdvert,
  HIGHEST_POWER,
  MINUTE_MODULUS,
  minuteNear,
  POWER_BASE,
} from "../../../protocol/advert.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";
import { ROLLING_ID_BYTES } from "../../../protocol/rolling-id.ts";
import { readHex, readTime, timeText } from "./inputs.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

/** A board as it is built for, dBm at 1 m. */
const NOMINAL_POWER = -58;

export const advert: Verb = {
  summary: "Writes or reads the advertising data of a token or a Bluezone phone.",
  usage: "encode --id HEX24 --time TIME | decode HEX",
  covers: "no list",
  options: {
    id: { type: "string", value: "HEX24", help: "encode: rolling ID" },
    time: {
      type: "string",
      value: "TIME",
      help: "encode: ISO 8601 time of the tail; decode: the reader's clock (now)",
    },
    power: { type: "string", value: "DBM", help: "encode: mean RSSI at 1 m, -84..-54 (-58)" },
    role: { type: "string", value: "ROLE", help: "encode: token (default) or gate" },
    untrusted: { type: "boolean", help: "encode: the clock is not trusted" },
    burst: { type: "boolean", help: "encode: inside a rendezvous burst" },
  },
  run(args) {
    const [action, ...rest] = args.positionals;
    if (action === "encode" && rest.length === 0) return encode(args);
    if (action === "decode" && rest.length === 1) return decode(args, rest[0]!);
    throw new BadInput("advert takes encode with options, or decode and one hex text");
  },
};

function encode(args: Arguments): Output {
  const rollingId = readHex("--id", args.need("id"), ROLLING_ID_BYTES);
  const unixSeconds = readTime("--time", args.need("time"));
  const role = args.need("role", "token");
  if (role !== "token" && role !== "gate") throw new BadInput(`--role must be token or gate, not "${role}"`);
  const power = args.whole("power", NOMINAL_POWER, POWER_BASE, HIGHEST_POWER);
  const bytes = encodeAdvert(rollingId, {
    version: ADVERT_VERSION,
    role,
    clockTrusted: !args.flag("untrusted"),
    powerAtOneMetre: power,
    inBurst: args.flag("burst"),
    ...latestRendezvous(unixSeconds, args.flag("burst")),
  });
  return { json: { bytes: toHex(bytes) }, text: toHex(bytes) };
}

/** What the tail says of the time: outside bursts the rendezvous has passed, inside one it may be still to come. */
function latestRendezvous(unixSeconds: number, inBurst: boolean): { minute: number; late: boolean } {
  let minute = Math.floor(unixSeconds / 60);
  const late = unixSeconds >= rendezvousOf(minute);
  if (!late && !inBurst) minute--;
  return { minute: minute % MINUTE_MODULUS, late: late || !inBurst };
}

/** Unix time of a minute's rendezvous, s. */
const rendezvousOf = (minute: number) => minute * 60 + rendezvousOffset(minute) / 1000;

function decode(args: Arguments, text: string): Output {
  const bytes = fromHex(text);
  if (!bytes) throw new BadInput("decode takes an even number of hex digits");
  const decoded = decodeAdvert(bytes);
  if (!decoded.ok) {
    const { reason, field, offset } = decoded.error;
    throw new BadInput(`${reason}: ${field} at byte ${offset}`);
  }
  const clock = args.text("time") === undefined ? Date.now() / 1000 : readTime("--time", args.need("time"));
  const fields = fieldsOf(decoded.value, Math.floor(clock / 60));
  const rows = Object.entries(fields).map(([name, value]) => `${name.padEnd(16)} ${value ?? "unknown"}`);
  return { json: fields, text: rows.join("\n") };
}

function fieldsOf(
  { sender, rollingId, tail }: Advert,
  minuteNow: number,
): Record<string, string | number | boolean | null> {
  const base = { sender, rollingId: toHex(rollingId) };
  if (!tail) return base;
  return {
    ...base,
    version: tail.version,
    role: tail.role,
    clockTrusted: tail.clockTrusted,
    powerAtOneMetre: tail.powerAtOneMetre,
    inBurst: tail.inBurst,
    late: tail.late,
    minute: tail.minute,
    rendezvous: timeText(Math.ceil(rendezvousOf(minuteNear(tail.minute, minuteNow)))),
  };
}
