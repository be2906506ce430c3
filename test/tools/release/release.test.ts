import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { keyWrapping, parsedKey } from "../../../host-tools/server/keys/key-wrapping.ts";
import { checkBackup } from "../../../host-tools/server/upkeep/backup.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const NOBODY = { uid: 65534, gid: 65534 };
const NO_NETWORK = /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ENETUNREACH|ETIMEDOUT/;
const execute = promisify(execFile);

interface Lock {
  readonly packages: Readonly<
    Record<string, { integrity?: string; os?: string[]; hasInstallScript?: boolean }>
  >;
}

/** What is handed out, installed and run as a server's operator would: no root, no scripts, nothing of this repository. */
describe("the release", function () {
  this.timeout(240_000);
  let folder: string;
  let into: string;
  let installed: string;
  let data: string;
  /** Nobody, where the test runs as root. */
  const user = process.getuid!() === 0 ? NOBODY : {};
  const env = () => ({ PATH: process.env.PATH, HOME: join(folder, "home"), DATABASE_URL: "" });

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "bluezone-release-"));
    chmodSync(folder, 0o755);
    [into, installed, data] = [join(folder, "release"), join(folder, "opt/package"), join(folder, "srv")];
    for (const name of ["home", "opt", "srv"]) {
      mkdirSync(join(folder, name));
      if (user === NOBODY) chownSync(join(folder, name), NOBODY.uid, NOBODY.gid);
    }
    await build(into);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** As `make release` does. */
  const build = (to: string) =>
    execute(process.execPath, ["--import", "tsx", "host-tools/tools/release/main.ts", to], { cwd: ROOT });
  const run = (program: string, words: readonly string[], cwd = installed) =>
    execute(program, words, { cwd, env: env(), ...user, maxBuffer: 1 << 26 });
  /** An archive holds one folder, named "package". */
  async function unpack(product: string, into_: string): Promise<void> {
    const archive = readdirSync(into).find((name) => name.startsWith(product) && name.endsWith(".tgz"));
    await run("tar", ["xzf", join(into, archive!), "-C", dirname(into_)], folder);
  }
  /** Without a network those packages that the lock file names come from the repository's own. */
  async function install(at: string): Promise<void> {
    const words = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    try {
      await run("npm", words, at);
    } catch (error) {
      if (!NO_NETWORK.test((error as { stderr: string }).stderr)) throw error;
      const { packages } = JSON.parse(readFileSync(join(at, "npm-shrinkwrap.json"), "utf8")) as Lock;
      for (const path of Object.keys(packages).filter((one) => one !== ""))
        cpSync(join(ROOT, path), join(at, path), { recursive: true, force: false, errorOnExist: false });
    }
  }
  const bztoken = (...words: string[]) =>
    run(process.execPath, [join(installed, "host-tools/tools/cli/server-main.js"), ...words]);
  const read = (name: string) => JSON.parse(readFileSync(join(installed, name), "utf8"));
  const filesIn = (at: string) =>
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(at.length + 1));

  it("has checksums that hold, and a list of parts that names every package, the same each time", async () => {
    for (const line of readFileSync(join(into, "SHA256SUMS"), "utf8").trim().split("\n")) {
      const [sum, name] = line.split("  ");
      assert.equal(
        createHash("sha256")
          .update(readFileSync(join(into, name!)))
          .digest("hex"),
        sum,
        name,
      );
    }
    await unpack("bluezone-server", installed);
    const { packages } = read("npm-shrinkwrap.json") as Lock;
    const parts = JSON.parse(readFileSync(join(into, "sbom.json"), "utf8"));
    assert.deepEqual([parts.bomFormat, parts.metadata.timestamp], ["CycloneDX", undefined]);
    const named = parts.components.map((part: { name: string }) => part.name);
    for (const path of Object.keys(packages).filter((path) => path !== ""))
      assert.ok(named.includes(path.replace(/^.*node_modules\//, "")), path);
    for (const name of [
      "preact",
      "idb",
      "jsqr",
      "workbox-core",
      "pdf-lib",
      "@expo-google-fonts/be-vietnam-pro",
    ])
      assert.ok(named.includes(name), name);
    await build(join(folder, "again"));
    assert.equal(
      readFileSync(join(folder, "again", "SHA256SUMS"), "utf8"),
      readFileSync(join(into, "SHA256SUMS"), "utf8"),
    );
  });

  it("holds the server alone: plain JavaScript, its pages, licences and documents", () => {
    const files = filesIn(installed);
    assert.deepEqual(
      files.filter((file) => /\.tsx?$|^firmware\/|\/(flash|world|bench|build|torture)\//.test(file)),
      [],
    );
    for (const file of [
      "dist/web/station/index.html",
      "dist/web/desk/index.html",
      "docs/admin.md",
      "LICENSE",
    ])
      assert.ok(files.includes(file), file);
    const licences = readFileSync(join(installed, "THIRD-PARTY-LICENCES.txt"), "utf8");
    for (const name of [...Object.keys(read("package.json").dependencies), "preact", "jsqr"])
      assert.match(licences, new RegExp(`^${name} \\d.*, [A-Za-z]`, "m"), name);
    assert.match(licences, /Apache License\s+Version 2\.0/);
  });

  it("installs as an ordinary user, with a dozen packages of its own and no script of anybody", async () => {
    const { packages } = read("npm-shrinkwrap.json") as Lock;
    const below = Object.entries(packages).filter(([path]) => path !== "");
    for (const [path, { integrity, hasInstallScript }] of below)
      assert.deepEqual([path, typeof integrity, hasInstallScript ?? false], [path, "string", false]);
    assert.ok(Object.keys(read("package.json").dependencies).length <= 15);
    await install(installed);
    const there = new Set(readdirSync(join(installed, "node_modules")));
    for (const name of ["tsx", "typescript", "vite", "esbuild", "espruino", "terser", "serialport", "usb"])
      assert.ok(!there.has(name), name);
    const count = below.filter(([path, { os }]) => os === undefined && path !== "").length;
    assert.ok(count < 60, `${count} packages`);
    const { stdout } = await run("du", ["-sm", "."]);
    assert.ok(Number.parseInt(stdout, 10) < 100, stdout);
  });

  it("serves: health, pages, the first sign-in", async () => {
    const words = [
      "serve",
      "--port",
      "0",
      "--data",
      data,
      "--units",
      "sample",
      "--administrator",
      "admin,deputy",
      "--unit",
      "31",
    ];
    const program = join(installed, "host-tools/tools/cli/server-main.js");
    const child = spawn(process.execPath, [program, ...words], {
      cwd: installed,
      env: env(),
      stdio: ["ignore", "ignore", "pipe"],
      ...user,
    });
    try {
      const url = await addressOf(child);
      const health = await fetch(`${url}/health`);
      assert.deepEqual([health.status, ((await health.json()) as { well: boolean }).well], [200, true]);
      for (const path of ["/station/", "/desk/"]) assert.equal((await fetch(url + path)).status, 200, path);
      const password = readFileSync(join(data, "first-password-of-admin"), "utf8").trim();
      const signedIn = await fetch(`${url}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ login: "admin", password }),
      });
      assert.equal(signedIn.status, 201);
    } finally {
      child.kill("SIGTERM");
    }
    assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
  });

  it("backs up, restores, enrols a token and searches on its threads", async () => {
    const file = join(data, "one.backup");
    const saved = JSON.parse(
      (await bztoken("admin", "backup", "--data", data, "--file", file, "--json")).stdout,
    );
    const key = readFileSync(join(data, "wrapping-key"), "utf8");
    assert.equal((await checkBackup(file, keyWrapping(parsedKey(key, "key")))).at, saved.at);
    const identity = join(data, "token.identity");
    await bztoken("admin", "enrol", "--data", data, "--board", "puckjs", "--file", identity);
    const script = join(installed, "search.mjs");
    writeFileSync(
      script,
      `import { openServer, partsOf } from "./host-tools/server/server.js";
       import { searchAll } from "./host-tools/server/matching/hashing/search.js";
       const server = await openServer({ dir: ${JSON.stringify(data)} });
       const { directory, index, wrapping } = partsOf(server);
       const day = Math.floor(Date.now() / 86400000);
       const [prefix] = index.prefixesOf(1, day);
       const days = [{ day, count: 96 }];
       const owners = await searchAll({ tokens: directory.all(), wrapping, prefixes: [prefix], days });
       console.log(owners.get(prefix).serial);
       await server.close();`,
    );
    assert.equal((await run(process.execPath, [script])).stdout.trim(), "1");
    const other = join(data, "other");
    mkdirSync(other);
    writeFileSync(join(other, "wrapping-key"), key);
    if (user === NOBODY)
      for (const at of [other, join(other, "wrapping-key")]) chownSync(at, NOBODY.uid, NOBODY.gid);
    await bztoken("admin", "restore", "--data", other, "--file", file);
    await bztoken("admin", "verify-audit", "--data", other);
  });

  it("has an archive for a gate's computer: the gate and the guard's page alone, and nothing that is built there", async () => {
    const gate = join(folder, "gate/package");
    mkdirSync(dirname(gate));
    if (user === NOBODY) chownSync(dirname(gate), NOBODY.uid, NOBODY.gid);
    await unpack("bluezone-gate", gate);
    const { packages } = JSON.parse(readFileSync(join(gate, "npm-shrinkwrap.json"), "utf8")) as Lock;
    const below = Object.entries(packages).filter(([path]) => path !== "");
    for (const [path, { integrity, hasInstallScript }] of below)
      assert.deepEqual([path, typeof integrity, hasInstallScript ?? false], [path, "string", false]);
    const names = below.map(([path]) => path.replace(/^.*node_modules\//, ""));
    assert.ok(names.includes("dbus-next"));
    for (const name of ["usocket", "node-gyp", "nan", "pg", "@electric-sql/pglite"])
      assert.ok(!names.includes(name), name);
    const pages = filesIn(join(gate, "dist/web")).filter((file) => file.endsWith(".html"));
    assert.deepEqual(pages.sort(), ["cong/away.html", "cong/index.html", "index.html", "not-found.html"]);
    assert.ok(filesIn(gate).every((file) => !/host-tools\/server\/(?!disk\/)/.test(file)));
    await install(gate);
    const program = join(gate, "host-tools/tools/cli/gate-main.js");
    const { stdout } = await run(process.execPath, [program, "gate", "--help"], gate);
    assert.match(stdout, /--listener/);
    const words = [program, "gate", "--data", join(folder, "home", "gate")];
    await assert.rejects(run(process.execPath, words, gate), (error: { code: number; stderr: string }) => {
      assert.deepEqual([error.code, /--server and --code/.test(error.stderr)], [2, true], error.stderr);
      return true;
    });
    // What listens is loaded with the first adapter.
    const script = `await import("./host-tools/gate-machine/bluez-ear.js"); console.log("loaded");`;
    const loaded = await run(process.execPath, ["--input-type=module", "-e", script], gate);
    assert.equal(loaded.stdout.trim(), "loaded");
  });
});

/** Where a server says that it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    child.stderr!.on("data", (chunk) => {
      output += chunk;
      const started = /Serving (http:\/\/127\.0\.0\.1:\d+)\./.exec(output);
      if (started) resolve(started[1]!);
    });
    child.once("exit", () => reject(new Error(output)));
  });
}
