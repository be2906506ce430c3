/** A great file over a slow network: it comes as long as it moves, and who only holds the connection is sent away. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { UPLOADS } from "../../../host-tools/contract/uploads.ts";
import { MAX_TRACE_BYTES } from "../../../host-tools/formats/bluezone/trace-file.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { type Listener, listen, SOCKET_LIMITS } from "../../../host-tools/web/listen.ts";
import { type Client, type Harness, openHarness, WARD } from "../../support/harness.ts";

/** The product's own, faster. */
const PACE = { windowMs: 400, leastBytes: 400 };
/** 11.5 MB at 125 kB/s take a minute and a half: BLUEZONE_SLOW_UPLOAD=1. */
const IS_REAL = process.env.BLUEZONE_SLOW_UPLOAD === "1";

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly seconds: number;
}

/** What a phone heard, at least so many bytes of it. */
function historyOf(bytes: number, now: number): Uint8Array {
  const line = (i: number) => `${"ab".repeat(12)}\t${"cd".repeat(12)}\t-70\t${now - 60_000 * (i % 5000)}\n`;
  const count = Math.ceil(bytes / line(0).length);
  return Buffer.from(Array.from({ length: count }, (_, i) => line(i)).join(""));
}

/** Sends so many bytes each so many ms, until all are sent, an answer comes, or the connection ends. */
function slowly(
  port: number,
  path: string,
  headers: Record<string, string>,
  body: Uint8Array,
  { chunk, everyMs }: { chunk: number; everyMs: number },
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const request = httpRequest({ port, path, method: "POST", host: "127.0.0.1", headers });
    let sent = 0;
    const timer = setInterval(() => {
      if (sent >= body.length) {
        clearInterval(timer);
        request.end();
        return;
      }
      request.write(body.subarray(sent, sent + chunk));
      sent += chunk;
    }, everyMs);
    request.once("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("close", () => {
        clearInterval(timer);
        const seconds = (performance.now() - started) / 1000;
        resolve({ status: answer.statusCode!, text: Buffer.concat(parts).toString("utf8"), seconds });
        request.destroy();
      });
    });
    request.on("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}

describe("an upload over a slow network", function () {
  this.timeout(IS_REAL ? 400_000 : 60_000);
  let harness: Harness;
  let server: Listener;
  let path: string;
  let investigator: Client;

  before(async () => {
    harness = await openHarness(IS_REAL ? {} : { pace: PACE });
    server = await listen({ fetch: harness.fetch, host: "127.0.0.1", port: 0 });
    investigator = await harness.as("investigator");
    const body = {
      subject: { kind: "phone", place: WARD },
      reference: "A/1",
      ground: "pcr",
      tested: "2026-11-23",
    };
    const opened = await investigator.ask("POST", "/api/cases", body);
    assert.equal(opened.status, 201);
    path = `/api/cases/${((await opened.json()) as { id: string }).id}/phone?another=true`;
  });
  after(() => server?.stop());

  const headersOf = (body: Uint8Array, more: Record<string, string> = {}): Record<string, string> => ({
    host: "localhost",
    "content-type": "application/octet-stream",
    "content-length": String(body.length),
    cookie: investigator.cookie,
    "x-csrf-token": investigator.csrf,
    "idempotency-key": `"${randomUUID()}"`,
    ...more,
  });
  const bring = (body: Uint8Array, speed: { chunk: number; everyMs: number }, more = {}) =>
    slowly(server.port, path, headersOf(body, more), body, speed);

  it("is taken whole as long as it moves, however long that lasts", async () => {
    const body = IS_REAL ? historyOf(11_500_000, harness.clock.now) : historyOf(40_000, harness.clock.now);
    const { status, text, seconds } = await bring(
      body,
      IS_REAL ? { chunk: 12_500, everyMs: 100 } : { chunk: 1000, everyMs: 80 },
    );
    assert.equal(status, 200, text);
    assert.equal((JSON.parse(text) as { rows: number }).rows, body.toString().split("\n").length - 1);
    assert.ok(seconds > (IS_REAL ? 60 : (5 * PACE.windowMs) / 1000), String(seconds));
    if (IS_REAL) console.log(`        ${body.length} bytes in ${seconds.toFixed(1)} s: ${status}`);
  });

  it("is ended when it hardly moves or not at all, in words, and nothing is kept of it", async () => {
    if (IS_REAL) return;
    const body = historyOf(40_000, harness.clock.now);
    for (const speed of [
      { chunk: 20, everyMs: 80 },
      { chunk: 3000, everyMs: 3_000 },
    ]) {
      const { status, text, seconds } = await bring(body, speed);
      const { error } = JSON.parse(text) as { error: { reason: string; vi: string; en: string } };
      assert.deepEqual([status, error.reason], [408, "slow"]);
      assert.match(error.vi, /quá chậm.*Chưa lưu gì/);
      assert.match(error.en, /too slow.*Nothing was stored/);
      assert.ok(seconds < 6, String(seconds));
    }
  });

  it("of somebody who is not signed in is not waited for", async () => {
    if (IS_REAL) return;
    const body = historyOf(40_000, harness.clock.now);
    const { status, seconds } = await bring(body, { chunk: 20, everyMs: 80 }, { cookie: "" });
    assert.equal(status, 401);
    assert.ok(seconds < 3, String(seconds));
  });
});

describe("the limits of an upload", () => {
  it("fit each other: the file, the server, the page, and the proxies of the guide", () => {
    const { mostBytes, windowMs, leastBytes, stallMs, answerMs } = UPLOADS;
    assert.equal(mostBytes, MAX_TRACE_BYTES);
    for (const { body, path } of ROUTES) if (typeof body === "number") assert.ok(body <= mostBytes, path);
    // Nothing counts the whole of a request.
    assert.equal(SOCKET_LIMITS.requestTimeout, 0);
    // A tenth of 125 kB/s is fast enough, and what is too slow is told by the server before the page gives up.
    assert.ok((leastBytes / windowMs) * 1000 <= 12_500);
    assert.ok(stallMs > 2 * windowMs && answerMs > windowMs);
    const guide = readFileSync(new URL("../../../docs/admin.md", import.meta.url), "utf8");
    const seconds = (name: string) => Number(new RegExp(`${name} (\\d+)s;`).exec(guide)![1]);
    const megabytes = (pattern: RegExp) => Number(pattern.exec(guide)![1]) * 1_000_000;
    assert.ok(megabytes(/client_max_body_size (\d+)m;/) * 1.048576 > mostBytes);
    assert.ok(megabytes(/max_size (\d+)MB/) * 1.05 > mostBytes);
    assert.match(guide, /proxy_request_buffering off;/);
    assert.ok(seconds("client_body_timeout") * 1000 > windowMs);
    assert.ok(seconds("proxy_send_timeout") * 1000 > windowMs);
    assert.ok(seconds("proxy_read_timeout") * 1000 >= answerMs);
  });
});
