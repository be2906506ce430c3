import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAILY_JOBS } from "../../../host-tools/server/http/daily.ts";

const MAIN = new URL("../../../host-tools/tools/cli/main.ts", import.meta.url).pathname;

interface Served {
  readonly process: ChildProcess;
  readonly port: number;
  readonly metricsPort: number;
  readonly output: () => string;
}

async function serve(dir: string, pages: string, ...words: string[]): Promise<Served> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", MAIN, "serve", "--port", "0", "--data", dir, ...words],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, DATABASE_URL: "", BZTOKEN_METRICS_PORT: "0", BZTOKEN_PAGES: pages },
    },
  );
  let output = "";
  const ports = await new Promise<RegExpExecArray>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk;
      const started = /Serving http:\/\/127\.0\.0\.1:(\d+), figures on port (\d+)/.exec(output);
      if (started) resolve(started);
    };
    child.stdout!.on("data", take);
    child.stderr!.on("data", take);
    child.once("exit", () => reject(new Error(output)));
  });
  return { process: child, port: Number(ports[1]), metricsPort: Number(ports[2]), output: () => output };
}

function stop({ process }: Served): Promise<number | null> {
  return new Promise((resolve) => {
    process.once("exit", (code) => resolve(code));
    process.kill("SIGTERM");
  });
}

/** Bytes over a socket, and what comes back until it is closed or quiet for a moment. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.setTimeout(1500, () => socket.destroy());
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

describe("bztoken serve", function () {
  this.timeout(120_000);
  let dir: string;
  let pages: string;
  let served: Served;

  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "bztoken-serve-"));
    pages = mkdtempSync(join(tmpdir(), "bztoken-pages-"));
    mkdirSync(join(pages, "station"));
    writeFileSync(join(pages, "index.html"), "<p>front</p>");
    writeFileSync(join(pages, "station", "index.html"), "<p>station</p>");
    served = await serve(dir, pages, "--units", "sample", "--administrator", "admin,deputy", "--unit", "31");
  });
  after(async () => {
    if (served.process.exitCode === null) await stop(served);
    for (const folder of [dir, pages]) rmSync(folder, { recursive: true, force: true });
  });

  const url = (path: string) => `http://127.0.0.1:${served.port}${path}`;
  const signIn = (password: string) =>
    fetch(url("/api/session"), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: "admin", password }),
    });

  it("lets the first administrators in, each with the password of a file that only its owner reads", async () => {
    const [password, other] = ["admin", "deputy"].map((login) => {
      const file = join(dir, `first-password-of-${login}`);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const password = readFileSync(file, "utf8").trim();
      assert.ok(!served.output().includes(password));
      return password;
    }) as [string, string];
    assert.notEqual(password, other);
    assert.equal((await signIn(other)).status, 401);
    const answer = await signIn(password);
    assert.equal(answer.status, 201);
    const cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
    const { csrf, stage } = (await answer.json()) as { csrf: string; stage: string };
    assert.equal(stage, "must-change");
    const change = await fetch(url("/api/session/password"), {
      method: "POST",
      headers: { cookie, "x-csrf-token": csrf, "content-type": "application/json" },
      body: JSON.stringify({ old: password, new: "mật khẩu của quản trị" }),
    });
    assert.equal(change.status, 200);
    // Who can make an investigator signs in as one does.
    assert.deepEqual(await change.json(), { stage: "second-setup" });
  });

  it("shows figures on a port of their own and not on the public one", async () => {
    const figures = await (await fetch(`http://127.0.0.1:${served.metricsPort}/metrics`)).text();
    assert.match(figures, /bluezone_http_seconds_count\{route="POST \/api\/session",status="201"\} 1/);
    assert.equal((await fetch(url("/metrics"))).status, 404);
  });

  it("hands out the pages of the folder that the environment names, under the strict policy", async () => {
    for (const path of ["/", "/station/", "/tram"]) {
      const answer = await fetch(url(path));
      assert.equal(answer.status, 200, path);
      assert.match(answer.headers.get("content-security-policy")!, /^default-src 'none'/);
      assert.equal(answer.headers.get("cache-control"), "no-cache");
    }
    assert.match(served.output(), /Pages: \d files/);
    assert.equal((await fetch(url("/desk/"))).status, 404);
  });

  it("did the day's work when it started: a backup, the audit log's head, what has expired", async () => {
    const done = async () =>
      (await (await fetch(`http://127.0.0.1:${served.metricsPort}/metrics`)).text()).match(
        /bluezone_daily_done_seconds\{/g,
      )?.length;
    while ((await done()) !== DAILY_JOBS.length) await new Promise((resolve) => setTimeout(resolve, 100));
    const today = new Date().toISOString().slice(0, 10);
    assert.ok(existsSync(join(dir, "backups", `bluezone-${today}.backup`)));
  });

  it("gives broken and oversized requests no more than a refusal", async () => {
    const head = "Host: localhost\r\nConnection: close\r\n";
    for (const [bytes, status] of [
      [`GET /health HTTP/1.1\r\n${head}X-Long: ${"x".repeat(20_000)}\r\n\r\n`, /^HTTP\/1.1 431/],
      [`GET /health HTTP/1.1\r\n${head}Bad\nHeader\r\n\r\n`, /^HTTP\/1.1 400/],
      [`GET /../../etc/passwd HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1.1 40[04]/],
      ["not http at all\r\n\r\n", /^HTTP\/1.1 400/],
      [
        `POST /api/session HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        /^HTTP\/1.1 400/,
      ],
      [
        `POST /api/session HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 9999999\r\n\r\n{}`,
        /^HTTP\/1.1 413/,
      ],
      [`GET /health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1.1 200/],
    ] as const)
      assert.match(await raw(served.port, bytes), status);
  });

  it("answers what is under way when it is told to stop, and closes its data", async () => {
    for (let i = 0; i < 5; i++) assert.equal((await signIn("wrong password")).status, 401);
    const asked = Array.from({ length: 8 }, () => signIn("wrong password").then(({ status }) => status));
    await new Promise((resolve) => setTimeout(resolve, 30));
    const stopped = stop(served);
    // A connection that had not been taken yet is refused as a whole, never cut.
    for (const status of await Promise.allSettled(asked))
      assert.ok(status.status === "rejected" || [401, 429].includes(status.value));
    assert.equal(await stopped, 0);
    assert.match(served.output(), /Stopped; everything is on disk/);
    assert.ok(!readdirSync(dir).some((name) => name.startsWith("lock")));
    assert.ok(readdirSync(join(dir, "audit-heads")).length >= 2, "at the start and at the end");
    const verified = spawnSync(
      process.execPath,
      ["--import", "tsx", MAIN, "admin", "verify-audit", "--data", dir, "--json"],
      { encoding: "utf8", env: { ...process.env, DATABASE_URL: "" } },
    );
    assert.equal(verified.status, 0, verified.stderr);
    assert.deepEqual(JSON.parse(verified.stdout).findings, []);
  });

  it("knows everything again when it comes back", async () => {
    served = await serve(dir, pages);
    assert.equal((await signIn("mật khẩu của quản trị")).status, 401, "locked by the wrong passwords");
    assert.doesNotMatch(served.output(), /Nobody can sign in yet|Only one administrator/);
    assert.equal((await fetch(url("/health"))).status, 200);
  });

  it("refuses words that do not fit", () => {
    for (const words of [
      ["--port", "x"],
      ["--log", "loud"],
      ["--units", "/none"],
      ["--pages", "/none"],
      ["--administrator", "admin"],
      ["--administrator", "admin,admin", "--unit", "31"],
      ["--administrator", "admin", "--administrator", "X", "--unit", "31"],
    ]) {
      const all = ["--import", "tsx", MAIN, "serve", "--data", join(dir, "no"), ...words];
      assert.equal(spawnSync(process.execPath, all).status, 2, words.join(" "));
    }
    assert.ok(!existsSync(join(dir, "no")));
  });

  it("names the file that holds the set-up code while it is empty, never the code, and keeps it over a start", async () => {
    const empty = mkdtempSync(join(tmpdir(), "bztoken-empty-"));
    const file = join(empty, "set-up-code");
    const first = await serve(empty, pages);
    while (!/Nobody can sign in yet.*\n/.test(first.output()))
      await new Promise((resolve) => setTimeout(resolve, 20));
    const code = readFileSync(file, "utf8").trim();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const named = first
      .output()
      .split("\n")
      .filter((line) => line.includes(file));
    assert.deepEqual(named, [
      `Nobody can sign in yet: set the server up at /quanly/ with the code in ${file}.`,
    ]);
    assert.ok(!first.output().includes(code));
    first.process.kill("SIGKILL");
    await new Promise((resolve) => first.process.once("exit", resolve));
    const second = await serve(empty, pages);
    assert.equal(readFileSync(file, "utf8").trim(), code);
    assert.equal(await stop(second), 0);
    const words = ["--units", "sample", "--unit", "31", "--administrator", "admin,deputy"];
    const third = await serve(empty, pages, ...words);
    assert.ok(!existsSync(file));
    assert.equal(await stop(third), 0);
    assert.doesNotMatch(third.output(), /Nobody can sign in yet/);
    rmSync(empty, { recursive: true });
  });

  it("makes nobody the only administrator, and adds one more to two", async () => {
    const alone = mkdtempSync(join(tmpdir(), "bztoken-alone-"));
    const words = ["--units", "sample", "--unit", "31", "--administrator"];
    await assert.rejects(serve(alone, pages, ...words, "admin"), /two administrators at least/);
    assert.ok(!existsSync(join(alone, "first-password-of-admin")));
    const both = await serve(alone, pages, ...words, "admin", "--administrator", "deputy");
    assert.equal(await stop(both), 0);
    assert.equal(await stop(await serve(alone, pages, "--unit", "31", "--administrator", "third")), 0);
    assert.ok(existsSync(join(alone, "first-password-of-third")));
    rmSync(alone, { recursive: true });
  });
});
