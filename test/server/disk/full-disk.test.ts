import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openServer, partsOf, Refusal } from "../../../host-tools/server/server.ts";
import { openSmallDisk, type SmallDisk } from "../../../host-tools/studies/outages/small-disk.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";
import { emptyDatabase } from "../../support/shared-database.ts";

const CHILD = fileURLToPath(new URL("./full-disk-server.ts", import.meta.url));
/** Largest file in blocks of 512 bytes: a write across the limit is cut short, the next one fails, as on a full disk. */
const BLOCKS = 300;
const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const now = () => (DAY + 1) * 86_400_000;

interface Run {
  readonly lines: string[];
  readonly said: string;
  readonly code: number | null;
}

/** Runs full-disk-server.ts; `between` is done when it is ready, before it takes the first page. */
function run(words: readonly string[], between: () => void = () => {}, blocks?: number): Promise<Run> {
  const limit = blocks === undefined ? 'exec "$@"' : `ulimit -f ${blocks}; exec "$@"`;
  const child = spawn("sh", ["-c", limit, "sh", process.execPath, "--import", "tsx", CHILD, ...words], {
    env: { ...process.env, TSX_DISABLE_CACHE: "1", DATABASE_URL: "" },
  });
  let [out, said] = ["", ""];
  let isReady = false;
  child.stdout.on("data", (text) => {
    out += text;
    if (isReady || !out.includes("ready\n")) return;
    isReady = true;
    between();
    child.stdin.write("go\n");
  });
  child.stderr.on("data", (text) => {
    said += text;
  });
  return new Promise((resolve) =>
    child.once("close", (code) => resolve({ lines: out.trim().split("\n").slice(1), said, code })),
  );
}

async function pagesIn(dir: string, isOwn: boolean): Promise<string[]> {
  const server = await openServer({ dir, now, ...(isOwn ? {} : { database: await emptyDatabase() }) });
  try {
    const rows = await partsOf(server).database.query<{ serial: number; sequence: number; mac: Uint8Array }>(
      "SELECT serial, sequence, mac FROM radio.page ORDER BY 1, 2",
    );
    return rows.map(({ serial, sequence, mac }) => `${serial} ${sequence} ${toHex(mac)}`);
  } finally {
    await server.close();
  }
}

describe("a server whose disk is full", function () {
  // PGlite fills a disk in a process of its own.
  this.timeout(240_000);
  let disk: SmallDisk | undefined;
  afterEach(() => {
    disk?.remove();
    disk = undefined;
  });

  it("gives no receipt for what it could not write, and has all that it gave one for", async () => {
    const dir = mkdtempSync(join(tmpdir(), "bluezone-full-"));
    try {
      const { lines, said, code } = await run([dir, "0", "memory"], undefined, BLOCKS);
      assert.equal(code, 0, said);
      assert.equal(lines.pop(), "full 0", "a journal that failed once is written to no more");
      assert.ok(lines.length >= 20, lines.join("\n"));
      const kept = await pagesIn(dir, false);
      assert.deepEqual(kept.slice(0, lines.length), lines);
      // Of the one that was refused the copy in the journal's tail may be whole.
      assert.ok(kept.length <= lines.length + 1);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it("ends, rather than to spin, when PGlite finds no room, and has every receipted page when there is some", async function () {
    disk = openSmallDisk(160);
    if (!disk) this.skip();
    const dir = join(disk.folder, "data");
    // Too little for another segment of PGlite's write-ahead log.
    const { lines, said, code } = await run([dir, "0"], () => disk!.leave(16_500_000));
    assert.equal(code, 70, `${said} ${lines.at(-1)}`);
    assert.match(said, /^bztoken: The (?:database has broken down|disk of .* is full)/m);
    const receipts = lines.filter((line) => !line.startsWith("full"));
    assert.ok(receipts.length >= 20, `${receipts.length} receipts`);
    disk.empty();
    const kept = new Set(await pagesIn(dir, true));
    for (const receipt of receipts) assert.ok(kept.has(receipt), receipt);
  });

  it("takes no more uploads when the disk is almost full, gives receipts for what it has, and goes on when there is room", async function () {
    disk = openSmallDisk(200);
    if (!disk) this.skip();
    const dir = join(disk.folder, "data");
    const server = await openServer({ dir, now, reserveBytes: 60_000_000 });
    try {
      const [token] = await enrolTokens(server, 1, DAY);
      const upload = (sequence: number) =>
        uploadOf(
          token!,
          pageOf(token!, sequence, EPOCH)
            .records(EPOCH, [record(token!, EPOCH)])
            .build(true),
        );
      const first = await server.receivePage(upload(0));
      disk.leave(50_000_000);
      await partsOf(server).room.look();
      await assert.rejects(
        server.receivePage(upload(1)),
        (error) => error instanceof Refusal && error.reason === "disk",
      );
      assert.deepEqual(await server.receivePage(upload(0)), first);
      assert.equal((await server.tokens()).length, 1);
      assert.equal((await server.issueTicket(token!.serial)).counter, 1);
      disk.leave(64_000_000);
      await partsOf(server).room.look();
      assert.ok(partsOf(server).room.isLow(), "a little more is not enough: it would change with each page");
      disk.empty();
      // It looks by itself.
      while (partsOf(server).room.isLow()) await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal((await server.receivePage(upload(1))).sequence, 1);
    } finally {
      await server.close();
    }
  });
});
