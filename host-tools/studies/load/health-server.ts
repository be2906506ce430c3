/**
 * The server of health.ts, in a process of its own. Words: folder, records. It says {port} when it serves and its rows
 * are loaded; told "go" it matches 100 cases at once and writes a backup, again and again until told "stop", and says
 * how many.
 */

import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { boards } from "../../../boards/index.ts";
import { RESERVE_BYTES } from "../../server/disk/disk-room.ts";
import { startService } from "../../server/http/service.ts";
import { openLog } from "../../server/http/watch/observation.ts";
import { partsOf } from "../../server/server.ts";
import { keyLabel } from "../../server/tokens/directory.ts";
import { DAYS, dayKeysOf, encounterRows, FIRST_DAY, serialOf, tokensFor } from "./match-data.ts";

const CASES = 100;
const ROWS_AT_ONCE = 20_000;

const [dir, records] = process.argv.slice(2);
const tokens = tokensFor(Number(records));
const service = await startService({
  dir: dir!,
  host: "127.0.0.1",
  port: 0,
  isBehindProxy: true,
  version: "bench",
  log: openLog("silent"),
  reserveBytes: RESERVE_BYTES,
});
const { server } = service;
const { database, wrapping, writer } = partsOf(server);

const keys = dayKeysOf(tokens);
await Promise.all(
  Array.from({ length: tokens }, (_, token) => {
    const serial = serialOf(token);
    const key = keys.subarray(token * 32, token * 32 + 32);
    const wrapped = (name: "tokenKey" | "dayKey" | "pageKey") => wrapping.wrap(keyLabel(serial, name), key);
    return writer.commit({
      event: {
        kind: "enrol",
        at: 0,
        serial,
        board: boards.puckjs!.number,
        power: -59,
        role: "token",
        day: FIRST_DAY,
        tokenKey: wrapped("tokenKey"),
        dayKey: wrapped("dayKey"),
        pageKey: wrapped("pageKey"),
      },
    });
  }),
);
for (const rows of encounterRows(tokens, ROWS_AT_ONCE))
  await database.query(
    `INSERT INTO radio.encounter (recorder, prefix, epoch, shift, sequence, summary, place, clock_trusted)
     SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int4[], $5::int8[], $6::int4[], $7::int2[], $8::bool[])`,
    rows,
  );
await database.exec("ANALYZE");

let goesOn = true;
async function matchAndBackUp(): Promise<void> {
  const done = { cases: 0, backups: 0 };
  const look = { actor: "bench", reason: "case-investigation" } as const;
  const days = { fromDay: FIRST_DAY, toDay: FIRST_DAY + DAYS - 1 };
  const matching = async () => {
    for (let from = 0; goesOn; from += CASES)
      await Promise.all(
        Array.from({ length: CASES }, async (_, i) => {
          await server.match({ case: serialOf((from + i * 37) % tokens), ...days }, look);
          done.cases++;
        }),
      );
  };
  const backing = async () => {
    for (; goesOn; done.backups++) await server.admin.backup(join(dir!, "backups", `${randomUUID()}.backup`));
  };
  await Promise.all([matching(), backing()]);
  process.send!(done);
}

process.on("message", async (word) => {
  if (word === "go") await matchAndBackUp();
  if (word === "stop") goesOn = false;
  if (word === "end") {
    await service.stop();
    process.exit();
  }
});
process.send!({ port: service.port });
