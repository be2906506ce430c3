/**
 * How long it takes to find the owners of a case's own log among all enrolled tokens, held to what this machine's
 * OpenSSL makes of SHA-256 (`openssl speed`, messages of 32 bytes as keys have). `--tokens N` (1,000,000), `--ids N`
 * (2,000), `--days N` (14), `--json`.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { opensslSpeed } from "../../lib/openssl-speed.ts";
import { searchDays } from "../../server/cases/matching.ts";
import { keyWrapping } from "../../server/keys/key-wrapping.ts";
import { searchAll } from "../../server/matching/hashing/search.ts";
import { IdIndex } from "../../server/matching/id-index.ts";
import { directoryOf, FIRST_DAY } from "./match-data.ts";

interface ResolveFigures {
  readonly tokens: number;
  readonly ids: number;
  readonly days: number;
  readonly threads: number;
  /** Owners found, of the IDs that are a token's: nine in ten; the others are phones'. */
  readonly found: number;
  readonly ofTokens: number;
  readonly seconds: number;
  readonly hashes: number;
  readonly hashesPerSecond: number;
  /** OpenSSL's SHA-256 a second on as many processors, messages of 32 bytes; undefined where it is not installed. */
  readonly opensslPerSecond: number | undefined;
  /** Ours to OpenSSL's. */
  readonly ratio: number | undefined;
}

export async function benchResolve(tokens: number, ids: number, days: number): Promise<ResolveFigures> {
  const wrapping = keyWrapping(new Uint8Array(32));
  const directory = directoryOf(tokens, wrapping);
  const index = new IdIndex(directory);
  const heard = Array.from({ length: ids }, (_, i) => {
    const day = FIRST_DAY + (i % days);
    // Working hours in Việt Nam, 08:00 to 18:00.
    const ofDay = 4 + (Math.floor(i / days) % 40);
    const serial = 1 + ((i * 7919) % tokens);
    const isPhone = i % 10 === 9;
    const prefix = isPhone ? (i + 1) * 2 ** 28 + 12_345 : index.prefixesOf(serial, day)[ofDay]!;
    return { prefix, epoch: day * EPOCHS_PER_DAY + ofDay, serial: isPhone ? undefined : serial };
  });
  const searched = searchDays(heard.map(({ epoch }) => epoch));
  const started = performance.now();
  const owners = await searchAll({
    tokens: directory.all(),
    wrapping,
    days: searched,
    prefixes: heard.map(({ prefix }) => prefix),
  });
  const seconds = (performance.now() - started) / 1000;
  const hashes = tokens * searched.reduce((sum, { count }) => sum + count + 1, 0);
  const threads = availableParallelism();
  const hashesPerSecond = Math.round(hashes / seconds);
  const opensslPerSecond = opensslSpeed(threads);
  return {
    tokens,
    ids,
    days,
    threads,
    hashes,
    hashesPerSecond,
    opensslPerSecond,
    found: heard.filter(({ prefix, serial }) => serial !== undefined && owners.get(prefix)?.serial === serial)
      .length,
    ofTokens: heard.filter(({ serial }) => serial !== undefined).length,
    seconds: Math.round(seconds * 10) / 10,
    ratio: opensslPerSecond && Math.round((100 * hashesPerSecond) / opensslPerSecond) / 100,
  };
}

function textOf(figures: ResolveFigures): string {
  const { tokens, ids, days, threads, found, ofTokens, seconds, hashes, hashesPerSecond } = figures;
  const { opensslPerSecond, ratio } = figures;
  const million = (value: number) => `${(value / 1e6).toFixed(1)} million`;
  return [
    `${ids} IDs of ${days} days against ${tokens} tokens: ${seconds} s on ${threads} threads, ${found} of ${ofTokens} owners found`,
    `  ${million(hashes)} SHA-256, ${million(hashesPerSecond)} a second`,
    opensslPerSecond === undefined
      ? "  openssl is not installed: no limit to hold it to"
      : `  openssl speed, 32 bytes, ${threads} processors: ${million(opensslPerSecond)} a second; ratio ${ratio}`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      tokens: { type: "string", default: "1000000" },
      ids: { type: "string", default: "2000" },
      days: { type: "string", default: "14" },
    },
  });
  const figures = await benchResolve(Number(values.tokens), Number(values.ids), Number(values.days));
  console.log(values.json ? JSON.stringify({ resolve: figures }) : textOf(figures));
}
