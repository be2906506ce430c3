/** Serves the smallest page on localhost, with a server of the real kind behind it, and can fail at will. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { Refusal, type Server } from "../../../host-tools/server/server.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { decodeControl } from "../../../protocol/sync.ts";

export interface PageServer {
  readonly url: string;
  /** What becomes of requests to the server: answered, refused with 500, or cut off. */
  mood: "well" | "failing" | "away";
  /** What a request to the server waits for before it is looked at. */
  slowness: () => Promise<void>;
  readonly server: Server;
  stop(): Promise<void>;
}

const HTML = `<!doctype html><meta charset="utf-8"><title>sync</title><button>Đồng bộ</button><script src="/page.js"></script>`;

export async function servePage(server: Server): Promise<PageServer> {
  const script = await smallestPage();
  const http = createServer(async (request, response) => {
    if (!request.url!.startsWith("/server/")) {
      const isScript = request.url === "/page.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isScript ? script : HTML);
      return;
    }
    if (page.mood === "away") return void request.socket.destroy();
    const body = JSON.parse(await textOf(request));
    const send = (status: number, answer: object) => response.writeHead(status).end(JSON.stringify(answer));
    if (page.mood === "failing") return void send(500, {});
    await page.slowness();
    try {
      const answer = await call(server, request.url!.slice("/server/".length), body);
      send(200, { ...answer, ...(answer?.mac ? { mac: toHex(answer.mac) } : {}) });
    } catch (error) {
      send(error instanceof Refusal ? 422 : 500, { reason: (error as Refusal).reason });
    }
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const page: PageServer = {
    url: `http://localhost:${(http.address() as AddressInfo).port}/`,
    mood: "well",
    slowness: async () => {},
    server,
    stop: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  return page;
}

async function smallestPage(): Promise<string> {
  const entry = new URL("page/smallest.ts", import.meta.url).pathname;
  const built = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife" });
  return built.outputFiles[0]!.text;
}

// biome-ignore lint/suspicious/noExplicitAny: what came as JSON
type Sent = any;

async function call(
  server: Server,
  what: string,
  body: Sent,
): Promise<{ serial?: number; mac?: Uint8Array } | undefined> {
  const mac = body.mac && fromHex(body.mac);
  if (what === "admit") {
    const hello = decodeControl(fromHex(body.hello)!);
    assert.ok(hello.ok && hello.value.name === "hello");
    const [admission] = await server.admit(body.name, hello.value);
    return { serial: admission!.serial, ...admission!.ticket };
  }
  if (what === "signTime") return server.signTime(body.serial, fromHex(body.nonce)!);
  if (what === "receivePage") return server.receivePage({ ...body, mac, bytes: fromHex(body.bytes) });
  await server.receiveHealth(body.serial, { report: body.report, mac, anchor: body.anchor });
  return undefined;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
