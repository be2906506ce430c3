/**
 * Writes the data folder of a small programme, and a backup of it, as the program does that runs this file:
 *   node --import tsx test/tools/release/write-data.ts FOLDER
 * Run by an older program it gives what a newer one must open. Nobody in it is real; its wrapping key is known to all.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPglite } from "../../../host-tools/server/database/pglite.ts";
import { openOfficeOf } from "../../../host-tools/server/rooms.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { SAMPLE_UNITS } from "../../../host-tools/server/units/sample-units.ts";
import { consentOf } from "../../support/consent.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";
import { DATA_DAY, DATA_TIME, TEST_KEY } from "./known-data.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("write-data FOLDER");
const data = join(folder, "data");
mkdirSync(data, { recursive: true });
writeFileSync(join(data, "wrapping-key"), `${TEST_KEY}\n`);
const epoch = DATA_DAY * 96 + 4;
const now = () => DATA_TIME;
const server = await openServer({ dir: data, now, database: await openPglite() });
const office = await openOfficeOf(server, data);
await office.commit({ actor: "server", action: "staff.change", outcome: "done" }, [
  ...SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
]);
const tokens = await enrolTokens(server, 3, DATA_DAY - 1);
// Writes the journal anew: what follows stands behind a checkpoint.
await server.admin.eraseToken(3);
for (const id of ["p-1", "p-2", "p-3"])
  await office.commit({ actor: "staff", action: "person.add", outcome: "done", subject: id }, [
    {
      kind: "person",
      person: id,
      details: { id, name: `Người ${id}`, birth: "1950", unit: "10525-2025" } as never,
    },
    { kind: "consent", person: id, consent: consentOf("nurse", DATA_TIME) },
  ]);
for (const serial of [1, 2])
  await office.commit({ actor: "staff", action: "assignment.change", outcome: "done" }, [
    { kind: "assign", person: `p-${serial}`, serial, from: DATA_TIME - 4 * 3_600_000 },
  ]);
for (const [i, token] of tokens.entries()) {
  const others = tokens.filter((other) => other !== token).map((other) => record(other, epoch));
  for (const sequence of [0, 1]) {
    const page = pageOf(token, sequence, epoch + sequence).records(epoch, i === sequence ? others : []);
    await server.receivePage(uploadOf(token, page.build(true)));
  }
}
await server.issueTicket(1);
await server.admin.backup(join(folder, "one.backup"));
await server.issueTicket(1);
await server.close();
for (const name of ["wrapping-key", "audit-heads", "database-state"])
  rmSync(join(data, name), { recursive: true, force: true });
