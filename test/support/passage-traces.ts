/** Looks for a person with the minute at which they went through a gate, however either is written. */
import { minuteInProvince } from "../../host-tools/contract/province-time.ts";
import { EPOCH_MS, isoOf, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { toHex } from "../../protocol/bytes.ts";
import { rollingId, type TestToken } from "./scenario.ts";

const PREFIX_BYTES = 6;

export interface PassedBy {
  readonly token: TestToken;
  /** Person's id, name, phone: whatever tells who it is. */
  readonly names: readonly string[];
  /** World ms. */
  readonly at: number;
}

/** The first six bytes of the ID that was on the air. */
const prefixAt = ({ token, at }: Pick<PassedBy, "token" | "at">): Uint8Array =>
  rollingId(token, Math.floor(at / EPOCH_MS)).slice(0, PREFIX_BYTES);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** As text, whatever is in it: base64 of a file's content is opened. */
export function opened(text: string): string {
  const files = [...text.matchAll(/"content":"([^"]+)"/g)].map(([, content]) =>
    Buffer.from(content!, "base64").toString("utf8"),
  );
  return [text, ...files].join("\n");
}

/** ISO in the world's time or the province's, hours and minutes in either, Unix minutes, seconds and ms. */
function timesOf(at: number): (text: string) => boolean {
  const [world, province] = [isoOf(at).slice(0, 16), minuteInProvince(at)];
  const clocks = [world, province].map((iso) => iso.slice(11));
  const spelt = [
    ...[world, province].flatMap((iso) => [iso, iso.replace("T", " ")]),
    ...clocks.flatMap((clock) => [clock, clock.replace(":", "h"), clock.replace(":", " giờ ")]),
  ];
  const minute = Math.floor(at / MINUTE_MS);
  const units = [1, 60, MINUTE_MS];
  return (text) =>
    spelt.some((one) => new RegExp(`(?<![\\d:])${one}(?!\\d)`).test(text)) ||
    [...text.matchAll(/(?<![\d.a-f])\d{8,13}(?![\da-f])/g)].some(([number]) =>
      units.some((unit) => Math.floor(Number(number) / unit) === minute),
    );
}

/** What tells who it was: name, id, serial, key, or the ID on the air as it is stored, sent or spelt. */
function identitiesOf(by: PassedBy): readonly (string | RegExp)[] {
  const { serial, keys } = by.token;
  const key = [toHex(keys.tokenKey), base64(keys.tokenKey).slice(0, 40)];
  return [...by.names, ...key, new RegExp(`(?<![\\d.:-])0*${serial}(?!\\d)`)];
}

/** What of a passage stands in a text; undefined where nothing does. An ID on the air is one by itself. */
export function traceOf(by: PassedBy): (text: string) => string | undefined {
  const prefix = prefixAt(by);
  const spellings = [toHex(prefix), base64(prefix), String(Number.parseInt(toHex(prefix), 16))];
  const [hasTime, identities] = [timesOf(by.at), identitiesOf(by)];
  return (text) => {
    const id = spellings.find((one) => text.toLowerCase().includes(one.toLowerCase()));
    if (id !== undefined) return `the ID ${id}`;
    if (!hasTime(text)) return undefined;
    const who = identities.find((one) => (typeof one === "string" ? text.includes(one) : one.test(text)));
    return who === undefined ? undefined : `${isoOf(by.at)} with ${who}`;
  };
}
