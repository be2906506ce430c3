import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gateRecordsIn } from "../../host-tools/contract/gate-records.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";

const WRITER = fileURLToPath(new URL("journal-writer.ts", import.meta.url));
const KILLS = Number(process.env.BLUEZONE_GATE_KILLS ?? 6);

describe("a gate's journal", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gate-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const numbersIn = (journal: GateJournal) =>
    journal
      .closed()
      .flatMap((name) => gateRecordsIn(journal.read(name)).records)
      .map((record) => new DataView(record.buffer, record.byteOffset).getUint32(0));

  it("has every record that was said to be on the disk, once, whenever its process is killed", async function () {
    this.timeout(KILLS * 20_000);
    let said = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const child: ChildProcess = spawn(process.execPath, [
        "--import",
        "tsx",
        WRITER,
        folder,
        String(said + 1),
      ]);
      let text = "";
      child.stdout!.on("data", (data: Buffer) => {
        text += data.toString();
      });
      // After a number of records drawn anew, in the middle of whatever comes next.
      const enough = said + 1 + Math.floor(Math.random() * 120);
      while (!text.includes(`${enough}\n`)) await once(child.stdout!, "data");
      child.kill("SIGKILL");
      await once(child, "exit");
      said = Math.max(...text.trim().split("\n").map(Number));
      const numbers = numbersIn(new GateJournal(folder));
      // One more may be there that nobody was told of: then the next run writes it again, under the same number.
      for (let number = 1; number <= said; number++) assert.ok(numbers.includes(number), `${number} is gone`);
      assert.ok(new Set(numbers).size >= said && Math.max(...numbers) <= said + 1);
    }
  });

  it("cuts off what was torn and keeps what is before it; a file of nothing goes", async () => {
    const journal = new GateJournal(folder);
    await journal.append([Uint8Array.of(0, 0, 0, 1), Uint8Array.of(0, 0, 0, 2)]);
    await journal.rotate();
    const [name] = journal.closed() as [string];
    const whole = statSync(join(folder, name)).size;
    appendFileSync(join(folder, name), new Uint8Array([9, 0, 0, 0, 1, 2]));
    writeFileSync(join(folder, "00000007.records"), new Uint8Array(30));
    const again = new GateJournal(folder);
    assert.deepEqual([numbersIn(again), statSync(join(folder, name)).size], [[1, 2], whole]);
    assert.deepEqual(readdirSync(folder), [name]);
  });

  it("does not take a file for closed that is being written", async () => {
    const journal = new GateJournal(folder);
    await journal.append([Uint8Array.of(0, 0, 0, 1)]);
    assert.deepEqual(journal.closed(), []);
    await journal.rotate();
    await journal.append([Uint8Array.of(0, 0, 0, 2)]);
    assert.deepEqual(numbersIn(journal), [1]);
  });

  it("begins another file before one is too long for a request", async () => {
    const journal = new GateJournal(folder);
    for (let i = 0; i < 12; i++) await journal.append([new Uint8Array(50_000)]);
    await journal.rotate();
    assert.ok(journal.closed().length >= 3);
    for (const name of journal.closed()) assert.ok(journal.read(name).length <= 256 * 1024);
  });
});
