import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApp } from "../../host-tools/server/http/app.ts";
import { openLimiter } from "../../host-tools/server/http/request/limits.ts";
import type { Services } from "../../host-tools/server/http/request/route.ts";
import { openFigures, openLog } from "../../host-tools/server/http/watch/observation.ts";
import { openPages } from "../../host-tools/web/pages.ts";

describe("the door for pages", () => {
  let folder: string;
  let lines: string[];
  let ask: (path: string, init?: RequestInit) => Promise<Response>;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pages-"));
    const web = join(folder, "web");
    for (const part of ["assets", "station", "desk"]) mkdirSync(join(web, part), { recursive: true });
    writeFileSync(join(web, "index.html"), "<p>front</p>");
    writeFileSync(join(web, "station/index.html"), "<style>p{margin:0}</style><p>trạm</p>");
    writeFileSync(join(web, "station/sign-in.html"), "<style>p{margin:0}</style><form></form>");
    writeFileSync(join(web, "not-found.html"), "<p>no such page</p>");
    writeFileSync(join(web, "desk/index.html"), "<p>bàn</p>");
    writeFileSync(join(web, "assets/station-C6yccP7P.js"), `export const a = "${"x".repeat(5000)}";`);
    writeFileSync(join(web, "sw.js"), "self;");
    writeFileSync(join(web, "icon.svg"), "<svg/>");
    writeFileSync(join(folder, "wrapping-key"), "SECRET");
    lines = [];
    const app = openApp({
      routes: [],
      services: {} as Services,
      figures: openFigures(),
      pages: openPages(web),
      log: openLog("info", (line) => lines.push(line)),
      limiter: openLimiter({ perAddress: 200, signIns: 1, names: 1 }),
      addressOf: (context) => context.req.header("x-test-address") ?? "1.2.3.4",
    });
    ask = async (path, init) => app.request(`http://localhost${path}`, init);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("gives the front page, the station's and the desk's, also under their short Vietnamese names", async () => {
    for (const [path, text] of [
      ["/", "front"],
      ["/station/", "form"],
      ["/station/index.html", "trạm"],
      ["/desk/", "bàn"],
    ] as const) {
      const answer = await ask(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
      assert.ok((await answer.text()).includes(text));
    }
    for (const [path, place] of [
      ["/tram", "/station/"],
      ["/tram/", "/station/"],
      ["/ban", "/desk/"],
      ["/station", "/station/"],
    ] as const) {
      const answer = await ask(path);
      assert.deepEqual([answer.status, answer.headers.get("location")], [302, place], path);
    }
  });

  it("gives a form to sign in to whom has no session, under the same address", async () => {
    const session = { headers: { cookie: "a=b; __Host-session=x" } };
    for (const [path, init, text] of [
      ["/station/", {}, "form"],
      ["/station/", { headers: { cookie: "other__Host-session=x" } }, "form"],
      ["/station/", session, "trạm"],
      ["/station/index.html", {}, "trạm"],
      ["/desk/", {}, "bàn"],
    ] as const) {
      const answer = await ask(path, init);
      assert.ok((await answer.text()).includes(text), path);
      assert.equal(answer.headers.get("vary")?.includes("cookie"), path === "/station/");
    }
    const { headers } = await ask("/station/");
    const again = { headers: { cookie: "__Host-session=x", "if-none-match": headers.get("etag")! } };
    assert.equal((await ask("/station/", again)).status, 200);
  });

  it("lets in the styles that stand inside its pages, by their hash", async () => {
    const { headers } = await ask("/desk/");
    const hash = createHash("sha256").update("p{margin:0}").digest("base64");
    assert.ok(headers.get("content-security-policy")!.includes(`style-src 'self' 'sha256-${hash}'`));
  });

  it("shows a browser a page where there is none, and tells programs in their words", async () => {
    const browser = { headers: { accept: "text/html,*/*;q=0.8", "if-none-match": '"x"' } };
    for (const path of ["/tramm", "/desk/x", "/assets/gone.html"]) {
      const answer = await ask(path, browser);
      assert.deepEqual([answer.status, answer.headers.get("cache-control")], [404, "no-store"], path);
      assert.ok((await answer.text()).includes("no such page"));
    }
    for (const [path, init] of [
      ["/tramm", {}],
      ["/api/x", browser],
    ] as const) {
      const answer = await ask(path, init);
      assert.deepEqual([answer.status, answer.headers.get("content-type")], [404, "application/json"]);
    }
    assert.equal((await ask("/tramm", { method: "POST", headers: browser.headers })).status, 404);
  });

  it("lets browsers keep what never changes, and ask for the rest each time", async () => {
    const asset = await ask("/assets/station-C6yccP7P.js");
    assert.equal(asset.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(asset.headers.get("content-type"), "text/javascript; charset=utf-8");
    for (const path of ["/", "/station/", "/sw.js", "/icon.svg"]) {
      const first = await ask(path);
      assert.equal(first.headers.get("cache-control"), "no-cache", path);
      const again = await ask(path, { headers: { "if-none-match": first.headers.get("etag")! } });
      assert.equal(again.status, 304);
      assert.equal(await again.text(), "");
      assert.equal((await ask(path, { headers: { "if-none-match": '"other"' } })).status, 200);
    }
  });

  it("packs text for who can unpack it", async () => {
    const plain = await ask("/assets/station-C6yccP7P.js", {
      headers: { "accept-encoding": "gzip;q=0, br" },
    });
    assert.equal(plain.headers.get("content-encoding"), null);
    const packed = await ask("/assets/station-C6yccP7P.js", { headers: { "accept-encoding": "br, gzip" } });
    assert.equal(packed.headers.get("content-encoding"), "gzip");
    assert.equal(packed.headers.get("vary"), "accept-encoding");
    assert.ok(Number(packed.headers.get("content-length")) < Number(plain.headers.get("content-length")));
    assert.notEqual(packed.headers.get("etag"), plain.headers.get("etag"));
    const stream = packed.body!.pipeThrough(new DecompressionStream("gzip"));
    assert.equal(await new Response(stream).text(), await plain.text());
  });

  it("has the same strict policy as everything else: no script but its own files", async () => {
    const { headers } = await ask("/station/");
    const policy = headers.get("content-security-policy")!;
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      assert.ok(policy.includes(part), policy);
    assert.ok(!/unsafe|\*|https?:/.test(policy));
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("permissions-policy")!, /camera=\(self\)/);
  });

  it("knows nothing outside its folder, and answers no other method", async () => {
    for (const path of [
      "/wrapping-key",
      "/../wrapping-key",
      "/%2e%2e/wrapping-key",
      "/assets/../../wrapping-key",
      "/assets/..%2f..%2fwrapping-key",
      "/..%5cwrapping-key",
      "/assets",
      "/assets/",
      "/index.html/",
      "//sw.js",
      "/station/other.html",
      "/api/station",
      "/STATION/",
      "/%00",
      "/sw.js%00.html",
    ]) {
      const answer = await ask(path);
      assert.equal(answer.status, 404, path);
      assert.ok(!(await answer.text()).includes("SECRET"));
    }
    for (const method of ["POST", "PUT", "DELETE"]) assert.equal((await ask("/", { method })).status, 404);
    const head = await ask("/", { method: "HEAD" });
    assert.deepEqual([head.status, await head.text()], [200, ""]);
  });

  it("has one name in logs and figures for all pages, and slows down who asks too often", async () => {
    lines.length = 0;
    await ask("/station/");
    assert.equal(JSON.parse(lines[0]!).route, "pages");
    const statuses: number[] = [];
    for (let i = 0; i < 201; i++)
      statuses.push((await ask("/sw.js", { headers: { "x-test-address": "5.5.5.5" } })).status);
    assert.deepEqual([statuses.indexOf(429), statuses.at(-2)], [200, 200]);
  });

  it("does not start with a file that pages do not have", () => {
    writeFileSync(join(folder, "web", "notes.bak"), "");
    assert.throws(() => openPages(join(folder, "web")), /notes\.bak: pages have no such files/);
    rmSync(join(folder, "web", "notes.bak"));
  });
});
