/**
 * A server under upload load that prints each receipted page, until it is killed. Words: folder, first sequence.
 * It prints "ready" when it begins.
 */

import { sha256 } from "../../host-tools/lib/sha256.ts";
import { openServer } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { keysFromSeed } from "../../protocol/identity.ts";
import { enrolTokens, pageOf, record, seedOf, uploadOf } from "../support/scenario.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const TOKENS = 10;

const [dir, first] = process.argv.slice(2);
const server = await openServer({ dir: dir!, now: () => (DAY + 1) * 86_400_000 });
if ((await server.tokens()).length === 0) await enrolTokens(server, TOKENS, DAY);
const tokens = Array.from({ length: TOKENS }, (_, i) => ({
  serial: i + 1,
  keys: keysFromSeed(sha256, seedOf(i + 1)),
  day: DAY,
}));
process.stdout.write("ready\n");
for (let sequence = Number(first); ; sequence++)
  await Promise.all(
    tokens.map(async (token, i) => {
      const peer = tokens[(i + 1) % TOKENS]!;
      const page = pageOf(token, sequence, EPOCH).records(EPOCH, [record(peer, EPOCH)]);
      const upload = uploadOf(token, page.build(true));
      await server.receivePage(upload);
      process.stdout.write(`${token.serial} ${sequence} ${toHex(upload.mac)}\n`);
    }),
  );
