/** The socket in front of the doors, and how both are shut without dropping anybody. */
import { createServer, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import type { Registry } from "prom-client";

/**
 * Slow senders of headers hold a connection no longer than 10 s. Of a body it is looked at how it moves (request/body.ts): Node
 * would count the whole of a request, however great it is and however well it moves.
 */
export const SOCKET_LIMITS = { headersTimeout: 10_000, requestTimeout: 0, maxHeaderSize: 16 * 1024 } as const;
/** Requests under way may take so long when the server stops. */
const GRACE_MS = 10_000;

export interface Listener {
  readonly port: number;
  /** Takes no new connection and resolves when the last request was answered, or its grace is over. */
  stop(): Promise<void>;
}

interface ListenOptions {
  readonly fetch: (request: Request, env: unknown) => Response | Promise<Response>;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

export async function listen({ fetch, host, port }: ListenOptions): Promise<Listener> {
  const server = createServer(
    SOCKET_LIMITS,
    getRequestListener((request, env) => fetch(request, env), { overrideGlobalObjects: false }),
  );
  return listening(server, host, port);
}

/** Figures for Prometheus, on a port of their own that nobody outside should reach. */
export async function listenForFigures(registry: Registry, host: string, port: number): Promise<Listener> {
  const server = createServer((request, response) => {
    if (request.url !== "/metrics" || request.method !== "GET") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  return listening(server, host, port);
}

async function listening(server: HttpServer, host: string, port: number): Promise<Listener> {
  const open = new Set<ServerResponse>();
  let isStopping = false;
  // Connections that are kept alive would bring requests until the grace is over: the last answer says that it is the last.
  const say = (response: ServerResponse) => {
    if (isStopping && !response.headersSent) response.setHeader("connection", "close");
  };
  server.prependListener("request", (_, response) => {
    open.add(response);
    response.once("close", () => open.delete(response));
    say(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    // Later ones are of one connection that could not be accepted: too many open files.
    server.on("error", () => {});
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        open.forEach(say);
        const end = setTimeout(() => server.closeAllConnections(), GRACE_MS);
        server.close(() => {
          clearTimeout(end);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/**
 * Who asks. Behind a proxy on this machine its last word in X-Forwarded-For counts; what stands before it anybody may
 * have written.
 */
export function addressOf(context: Context, isBehindProxy: boolean): string {
  const remote = getConnInfo(context).remote.address ?? "unknown";
  const isLocal = remote === "::1" || remote.startsWith("127.") || remote.startsWith("::ffff:127.");
  if (!isBehindProxy || !isLocal) return remote;
  return context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim() ?? remote;
}
