/** A server that receives pages one by one and prints each receipted one, until it is killed. */
import { openServer } from "../../host-tools/server/core.ts";
import { toHex } from "../../protocol/bytes.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../support/scenario.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;

const server = await openServer({ dir: process.argv[2]!, now: () => (DAY + 1) * 86_400_000 });
const tokens = await enrolTokens(server, 10, DAY);
for (let sequence = 0; sequence < 1000; sequence++)
  await Promise.all(
    tokens.map(async (token, i) => {
      const page = pageOf(token, sequence, EPOCH).records(EPOCH, [record(tokens[(i + 1) % 10]!, EPOCH)]);
      const upload = uploadOf(token, page.build(true));
      await server.receivePage(upload);
      process.stdout.write(`${token.serial} ${toHex(upload.mac)}\n`);
    }),
  );
