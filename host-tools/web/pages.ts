/**
 * The built pages (dist/web), handed out from memory: what was not in the folder when the server started has no path.
 * Files in assets/ carry a hash of their content in their name and never change; all others are asked for anew each time.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { SESSION_COOKIE } from "../contract/session-cookie.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
};
const IS_TEXT = /^text\/|json|svg/;
/** Shorter ones would not get smaller on the wire. */
const LEAST_PACKED = 1024;
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_EACH_TIME = "no-cache";

/** Names by which people find a page, and its folder. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  "/tram": "/station/",
  "/ban": "/desk/",
  "/quan-ly": "/quanly/",
};

interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer> | undefined;
  readonly tag: string;
  readonly type: string;
  readonly cache: string;
}

/** The file of a folder, and the one in its place for a browser without a session (pages/frames). */
const INDEX = "index.html";
const SIGN_IN = "sign-in.html";
const NOT_FOUND = "/not-found.html";

export interface Pages {
  readonly files: number;
  /** Hashes of the styles that stand inside the pages, as a content security policy names them. */
  readonly styles: readonly string[];
  /** The answer to a GET or HEAD of a path, or undefined where there is no such page. */
  answer(request: Request, path: string): Response | undefined;
  /** What a browser is shown where there is no page; undefined where whoever asks wants no page. */
  missing(request: Request): Response | undefined;
}

/** Throws for a file of a type that the pages do not have. */
export function openPages(folder: string): Pages {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    const page = pageFile(file, path);
    files.set(path, page);
    // A service worker asks for the file by its own name.
    if (path.endsWith(`/${INDEX}`)) files.set(path.slice(0, -INDEX.length), page);
  }
  return {
    files: files.size,
    styles: stylesIn([...files.values()]),
    answer(request, path) {
      const file = files.get(path);
      const signIn = files.get(`${path}${SIGN_IN}`);
      if (file && signIn)
        return sent(request, hasSession(request) ? file : signIn, "accept-encoding, cookie");
      if (file) return sent(request, file);
      const place = ALSO_CALLED[path.replace(/\/$/, "")] ?? `${path}/`;
      if (!files.has(place)) return undefined;
      return new Response(null, {
        status: 302,
        headers: { location: place, "cache-control": ASK_EACH_TIME },
      });
    },
    missing(request) {
      const page = files.get(NOT_FOUND);
      const wantsPage = (request.headers.get("accept") ?? "").includes("text/html");
      if (!page || !wantsPage || !["GET", "HEAD"].includes(request.method)) return undefined;
      const headers = { "content-type": page.type, "cache-control": "no-store" };
      return new Response(request.method === "HEAD" ? null : page.bytes, { status: 404, headers });
    },
  };
}

/** Whether it still counts only its own questions can tell. */
function hasSession(request: Request): boolean {
  const cookies = (request.headers.get("cookie") ?? "").split(";");
  return cookies.some((one) => one.trim().startsWith(`${SESSION_COOKIE}=`));
}

function stylesIn(files: readonly PageFile[]): string[] {
  const found = new Set<string>();
  for (const { bytes, type } of files) {
    if (!type.startsWith("text/html")) continue;
    for (const [, style] of new TextDecoder().decode(bytes).matchAll(/<style>(.*?)<\/style>/gs))
      found.add(`'sha256-${createHash("sha256").update(style!).digest("base64")}'`);
  }
  return [...found];
}

function pageFile(file: string, path: string): PageFile {
  const type = TYPES[extname(file)];
  if (type === undefined) throw new Error(`${file}: pages have no such files.`);
  const bytes = new Uint8Array(readFileSync(file));
  return {
    bytes,
    type,
    packed: IS_TEXT.test(type) && bytes.length >= LEAST_PACKED ? new Uint8Array(gzipSync(bytes)) : undefined,
    tag: createHash("sha256").update(bytes).digest("base64url").slice(0, 22),
    cache: path.startsWith("/assets/") ? FOR_EVER : ASK_EACH_TIME,
  };
}

/** `vary`: by what of the request the answer was chosen. */
function sent(
  request: Request,
  { bytes, packed, tag, type, cache }: PageFile,
  vary = "accept-encoding",
): Response {
  const isPacked = packed !== undefined && acceptsGzip(request.headers.get("accept-encoding") ?? "");
  const etag = `"${tag}${isPacked ? "-gz" : ""}"`;
  const headers = {
    "content-type": type,
    "cache-control": cache,
    etag,
    vary,
    ...(isPacked ? { "content-encoding": "gzip" } : {}),
  };
  const known = (request.headers.get("if-none-match") ?? "").split(",").map((one) => one.trim());
  if (known.includes(etag) || known.includes(`W/${etag}`))
    return new Response(null, { status: 304, headers });
  const body = isPacked ? packed : bytes;
  const length = { "content-length": String(body.length) };
  return new Response(request.method === "HEAD" ? null : body, { headers: { ...headers, ...length } });
}

function acceptsGzip(accepted: string): boolean {
  return accepted.split(",").some((one) => /^\s*gzip\s*(?:;|$)/.test(one) && !/q=0(?:\.0*)?\s*$/.test(one));
}
