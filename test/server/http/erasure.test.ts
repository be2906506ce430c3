import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServer } from "../../../host-tools/server/core.ts";
import { openDoors } from "../../../host-tools/server/http/doors.ts";
import { openFigures, openLog } from "../../../host-tools/server/http/observation.ts";
import type { Office } from "../../../host-tools/server/office/office.ts";
import { openPglite } from "../../../host-tools/server/pglite.ts";

const NAME = "Quàng Thị Hoạ Mi";
const TRACES = [
  NAME,
  "quang",
  "hoa mi",
  "+84987654321",
  "987654321",
  "030987654321",
  "Bản Lác",
  "Lò Văn Giám",
];
const START = Date.UTC(2026, 10, 23, 3);

/** A withdrawal, and then every byte that the server has on disk. */
describe("a person who withdrew", function () {
  this.timeout(120_000);
  let dir: string;
  let lines = "";

  before(() => {
    dir = mkdtempSync(join(tmpdir(), "erasure-"));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  async function open() {
    const server = await openServer({
      dir,
      now: () => START,
      database: await openPglite(join(dir, "database")),
    });
    const { office, wipe } = await openDoors({
      ...{ server, dir, version: "1", figures: openFigures(), addressOf: () => "" },
      log: openLog("debug", (line) => {
        lines += line;
      }),
    });
    return { server, office, wipe };
  }

  const add = (office: Office, id: string, name: string) =>
    office.commit({ actor: "staff", action: "person.add", outcome: "done", subject: id }, [
      {
        ...{ kind: "person", person: id },
        details: {
          ...{ id, name, birth: "1950", unit: "10525-2025", phone: "+84987654321", idNumber: "030987654321" },
          ...{ hamlet: "Bản Lác", guardian: { name: "Lò Văn Giám", relation: "con" } },
        },
      },
    ]);

  const filesWith = (trace: string) =>
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(trace))
      .map((file) => file.slice(dir.length + 1));

  it("is in no file of the server any more, and the audit log still holds", async () => {
    const first = await open();
    await add(first.office, "gone", NAME);
    await first.server.close();
    assert.ok(
      filesWith(NAME).some((file) => file.startsWith("journal")),
      "was there",
    );

    const second = await open();
    await second.office.commit(
      { actor: "staff", action: "consent.withdraw", outcome: "done", subject: "gone" },
      [{ kind: "erase", person: "gone", at: START }],
    );
    await second.wipe([]);
    assert.deepEqual((await second.office.verify()).findings, []);
    await second.server.close();
    for (const trace of TRACES) {
      assert.deepEqual(filesWith(trace), [], trace);
      assert.ok(!lines.includes(trace));
    }
  });
});
