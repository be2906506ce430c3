/**
 * A server under upload load on a disk that gets full, until nothing is receipted any more. Words: folder, reserve in
 * bytes. Its tables are in the folder, or in memory with "memory" behind. It prints "ready", then each receipted page,
 * then "full" and how many later uploads got a receipt.
 */

import { openPglite } from "../../../host-tools/server/database/pglite.ts";
import { endProcess } from "../../../host-tools/server/process/ending.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const RECORDS = 300;

const [dir, reserve, where] = process.argv.slice(2);
const server = await openServer({
  dir: dir!,
  reserveBytes: Number(reserve),
  now: () => (DAY + 1) * 86_400_000,
  ...(where === "memory" ? {} : { onFatal: ({ message }: Error) => endProcess(`The journal: ${message}`) }),
  ...(where === "memory" ? { database: await openPglite() } : {}),
});
const [token, peer] = await enrolTokens(server, 2, DAY);
const records = Array.from({ length: RECORDS }, () => record(peer!, EPOCH));
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));

async function isReceipted(sequence: number): Promise<boolean> {
  const upload = uploadOf(token!, pageOf(token!, sequence, EPOCH).records(EPOCH, records).build(true));
  try {
    await server.receivePage(upload);
  } catch {
    return false;
  }
  process.stdout.write(`${token!.serial} ${sequence} ${toHex(upload.mac)}\n`);
  return true;
}

let sequence = 0;
while (await isReceipted(sequence)) sequence++;
const later = [];
for (let more = 1; more <= 3; more++) later.push(await isReceipted(sequence + more));
process.stdout.write(`full ${later.filter(Boolean).length}\n`);
process.exit(0);
