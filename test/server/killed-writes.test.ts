import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDoors } from "../../host-tools/server/http/doors.ts";
import { CSRF_HEADER } from "../../host-tools/server/http/request/guard.ts";
import { KEY_HEADER } from "../../host-tools/server/http/request/repeats.ts";
import { openFigures, openLog } from "../../host-tools/server/http/watch/observation.ts";
import { openServer, partsOf } from "../../host-tools/server/server.ts";
import { START } from "../support/harness.ts";
import { SEED } from "../support/seed.ts";
import { databaseUrl, describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";
import { newPerson } from "./new-person.ts";

/** Each with a server of its own, which is killed once. */
const KILLS = Number(process.env.BLUEZONE_KILLS ?? 3);
const LEAST_DONE = 8;
const MOST_DONE = 40;
const LONGEST_MS = 40;
const ORIGIN = "http://localhost";

interface Killed {
  readonly cookie: string;
  readonly csrf: string;
  /** Ids of persons by the keys of the requests that were sent, and the keys that were answered. */
  readonly asked: ReadonlyMap<string, string>;
  readonly done: ReadonlySet<string>;
}

describeOnDatabases("a server that is killed while persons are written", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-killed-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Runs the server, kills it some ms behind an answer, and tells what was asked and answered. */
  async function killedAfter(answers: number, ms: number): Promise<Killed> {
    const url = databaseUrl();
    const program = fileURLToPath(new URL("./killed-writes-server.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", program, dir], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...(url ? { DATABASE_URL: url } : {}) },
    });
    let output = "";
    let isTimed = false;
    child.stdout.on("data", (text) => {
      output += text;
      if (isTimed || output.split("\ndone ").length <= answers) return;
      isTimed = true;
      setTimeout(() => child.kill("SIGKILL"), ms);
    });
    await new Promise((resolve) => child.on("close", resolve));
    assert.equal(child.signalCode, "SIGKILL", output);
    const lines = output.split("\n").map((line) => line.split(" "));
    const [, cookie, csrf] = lines.find(([word]) => word === "ready")!;
    const asked = lines.filter(([word, , id]) => word === "asked" && id?.length === 36);
    const done = lines.filter(([word, key]) => word === "done" && key?.length === 36);
    return {
      cookie: cookie!,
      csrf: csrf!,
      asked: new Map(asked.map(([, key, id]) => [key!, id!])),
      done: new Set(done.map(([, key]) => key!)),
    };
  }

  it(`${KILLS} times has everybody once when all is asked again, and everybody whose answer was given before that`, async function () {
    this.timeout(60_000 + KILLS * 60_000);
    let state = SEED;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    let unanswered = 0;
    for (let round = 0; round < KILLS; round++) {
      await emptyDatabase();
      rmSync(dir, { recursive: true });
      dir = mkdtempSync(join(tmpdir(), "bluezone-killed-"));
      const answers = LEAST_DONE + Math.floor(random() * (MOST_DONE - LEAST_DONE));
      const killed = await killedAfter(answers, random() * LONGEST_MS);
      unanswered += killed.asked.size - killed.done.size;
      await assertOnce(killed);
    }
    assert.ok(unanswered > 0, `no write was under way at any kill, BLUEZONE_SEED=${SEED}`);
  });

  async function assertOnce({ cookie, csrf, asked, done }: Killed): Promise<void> {
    const url = databaseUrl();
    if (url) process.env.DATABASE_URL = url;
    const server = await openServer({ dir, now: () => START + 60_000 });
    try {
      const { app } = await openDoors({
        server,
        dir,
        figures: openFigures(),
        version: "test",
        log: openLog("silent", () => {}),
        addressOf: () => "1.2.3.4",
      });
      const { database } = partsOf(server);
      const ids = async () =>
        (await database.query<{ id: string }>("SELECT id FROM people.person ORDER BY id")).map(
          ({ id }) => id,
        );
      const before = new Set(await ids());
      for (const key of done) assert.ok(before.has(asked.get(key)!), `${key}, BLUEZONE_SEED=${SEED}`);
      for (const [key, id] of asked) {
        const answer = await app.request(`${ORIGIN}/api/persons`, {
          method: "POST",
          headers: {
            host: "localhost",
            origin: ORIGIN,
            "sec-fetch-site": "same-origin",
            "content-type": "application/json",
            cookie,
            [CSRF_HEADER]: csrf,
            [KEY_HEADER]: key,
          },
          body: JSON.stringify(newPerson(id)),
        });
        assert.equal(answer.status, 201, await answer.text());
      }
      assert.deepEqual(await ids(), [...asked.values()].sort());
      const consents = await database.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM people.consent GROUP BY person",
      );
      assert.deepEqual([...new Set(consents.map(({ count }) => count))], [1]);
      const audited = await database.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM audit.entry WHERE action = 'person.add' AND outcome = 'done' GROUP BY subject",
      );
      assert.ok(audited.every(({ count }) => count === 1));
    } finally {
      delete process.env.DATABASE_URL;
      await server.close();
    }
  }
});
