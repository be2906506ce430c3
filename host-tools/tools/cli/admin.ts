import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, isoDateOf, isoOf } from "../../lib/time.ts";
import { HEAD_FOLDER, readHeads } from "../../server/audit/head-files.ts";
import { NEXT_KEY_VARIABLE, nextKey } from "../../server/keys/key-ring.ts";
import { WRAPPING_KEY_FILE, WRAPPING_KEY_VARIABLE } from "../../server/keys/key-wrapping.ts";
import { SCHEMA } from "../../server/schema.ts";
import { openServer, type Server } from "../../server/server.ts";
import { BACKUP_FOLDER } from "../../server/upkeep/administration.ts";
import { ERASURE_LIST } from "../../server/upkeep/erasure-list.ts";
import { RETENTION_DAYS } from "../../server/upkeep/retention.ts";
import { type Salvaged, salvageFolder } from "../../server/upkeep/salvage.ts";
import { enrol } from "./enrolment.ts";
import { restore } from "./restore.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

const CONFIRMATION = "DELETE-EVERYTHING";

/** What can be asked for, and what it does with an opened server. */
const DEEDS: Readonly<Record<string, (server: Server, args: Arguments) => Promise<Output>>> = {
  backup,
  scrub,
  retention,
  "rotate-key": rotateKey,
  enrol,
  erase,
  rebuild,
  "verify-audit": verifyAudit,
  "close-programme": closeProgramme,
};

export const admin: Verb = {
  summary:
    "The server's store while the server is stopped: backup, restore, keys, new tokens, retention, erasure, the end.",
  usage: `backup|restore|salvage|${Object.keys(DEEDS).slice(1).join("|")} [--data DIR]`,
  covers: "counts of all that was done, every hole that a salvage found; `verify-audit` walks the whole log",
  options: {
    data: { type: "string", value: "DIR", help: "the server's folder (data)" },
    file: { type: "string", value: "FILE", help: "backup, restore: the backup; enrol: the token's identity" },
    erasures: {
      type: "string",
      value: "FILE|none",
      help: `restore: what was erased (${ERASURE_LIST} beside the backup)`,
    },
    token: { type: "string", value: "SERIAL", help: "enrol, erase: the token" },
    board: { type: "string", value: "ID", help: "enrol: the board that the token is loaded onto" },
    role: { type: "string", value: "ROLE", help: "enrol: token (default) or gate" },
    heads: {
      type: "string",
      value: "DIR",
      multiple: true,
      help: "verify-audit: heads that were sent out, beside those in the folder",
    },
    days: { type: "string", value: "N", help: `retention: days of records (${RETENTION_DAYS.records})` },
    confirm: { type: "string", value: CONFIRMATION, help: "close-programme: the word, written out" },
    search: { type: "string", value: "DIR", multiple: true, help: "close-programme: search here as well" },
  },
  async run(args) {
    const [name, ...rest] = args.positionals;
    const dir = args.need("data", "data");
    if (rest.length > 0) throw new BadInput(`"${rest[0]}" is one word too many`);
    if (name === "restore") return restore(args, dir);
    if (name === "salvage") return salvaged(dir);
    const deed = name !== undefined && Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
    if (!deed) throw new BadInput(`bztoken admin ${admin.usage}`);
    if (!existsSync(join(dir, "journal"))) throw new BadInput(`--data: ${dir} is no server's folder`);
    const server = await openServer({ dir });
    try {
      // What verifies adds nothing to what it verifies.
      if (deed !== verifyAudit) await server.admin.note(name!, args.text("token"));
      return await deed(server, args);
    } finally {
      await server.close();
    }
  },
};

async function scrub(server: Server): Promise<Output> {
  const refused = await server.admin.scrub("everything", true);
  return {
    json: { refused },
    text:
      refused.length === 0
        ? "What was deleted is out of the database's files."
        : `The tables are written anew. The database's role may not do this, somebody else must: ${refused.join("; ")}.`,
  };
}

async function backup(server: Server, args: Arguments): Promise<Output> {
  const info = await server.admin.backup(args.need("file"));
  return {
    json: info,
    text:
      `${info.file}: ${info.bytes} bytes. It opens with the wrapping key ${info.fingerprint}, which is not in it:\n` +
      "keep that key elsewhere. The list erasures.json beside it belongs to it.",
  };
}

async function salvaged(dir: string): Promise<Output> {
  if (!existsSync(join(dir, WRAPPING_KEY_FILE)) && process.env[WRAPPING_KEY_VARIABLE] === undefined)
    throw new BadInput(`--data: ${dir} is no server's folder, or its wrapping-key is missing`);
  const found = await salvageFolder(dir, SCHEMA, Date.now());
  const server = await openServer({ dir });
  try {
    await server.admin.note("salvage", lossOf(found));
  } finally {
    await server.close();
  }
  return {
    json: found,
    text: [
      ...found.holes.map(({ file, from, to }) => `${file}: bytes ${from} to ${to} are not whole.`),
      `${lossOf(found)}.`,
      `The old journal lies in ${found.kept}: it may hold what was erased since. Delete it when it is of no use any more.`,
    ].join("\n"),
  };
}

/** What a salvage could not bring back, in one line. */
function lossOf(salvaged: Salvaged): string {
  const { lostAfter, lostBefore, refused, auditRows } = salvaged;
  if (lostAfter === undefined && refused === 0 && auditRows === 0) return "Nothing is lost";
  const iso = (time: number | undefined) => (time === undefined ? "the end" : isoOf(time));
  return [
    ...(lostAfter === undefined ? [] : [`changes between ${iso(lostAfter)} and ${iso(lostBefore)} are lost`]),
    ...(refused === 0 ? [] : [`${refused} changes rest on what is lost and are lost with it`]),
    ...(auditRows === 0 ? [] : [`${auditRows} rows of the audit log are missing`]),
  ].join("; ");
}

async function retention(server: Server, args: Arguments): Promise<Output> {
  const records = args.whole("days", RETENTION_DAYS.records, 1, RETENTION_DAYS.records);
  await server.admin.trustClock();
  const result = await server.admin.applyRetention({ ...RETENTION_DAYS, records });
  const firstDay = isoDateOf(result.day * DAY_MS);
  return {
    json: { ...result, firstDay },
    text: `Records from ${firstDay} on are kept: ${result.records} records in ${result.pages} pages discarded, the keys of ${result.tokens} tokens moved on.`,
  };
}

async function rotateKey(server: Server, args: Arguments): Promise<Output> {
  const isInEnvironment = process.env[WRAPPING_KEY_VARIABLE] !== undefined;
  const given = nextKey(args.need("data", "data"));
  if (isInEnvironment && !given)
    throw new BadInput(
      `${NEXT_KEY_VARIABLE} must hold the new key, since ${WRAPPING_KEY_VARIABLE} holds the old one`,
    );
  const rotation = await server.admin.rotateWrappingKey(given ?? new Uint8Array(randomBytes(32)));
  await listErasuresAnew(server, args);
  return {
    json: rotation,
    text:
      `${rotation.keys} keys are wrapped under ${rotation.to}. Backups from before open with ${rotation.from} only.` +
      (isInEnvironment
        ? `\nPut the new key into ${WRAPPING_KEY_VARIABLE} and empty ${NEXT_KEY_VARIABLE}.`
        : ""),
  };
}

async function erase(server: Server, args: Arguments): Promise<Output> {
  const serial = Number(args.need("token"));
  if (!server.isToken(serial)) throw new BadInput(`--token: there is no token ${args.need("token")}`);
  await server.admin.eraseToken(serial);
  await listErasuresAnew(server, args);
  return { json: { token: serial }, text: `Nothing of token ${serial} is left.` };
}

async function listErasuresAnew(server: Server, args: Arguments): Promise<void> {
  const backups = join(args.need("data", "data"), BACKUP_FOLDER);
  if (existsSync(backups)) await server.admin.listErasures(backups);
}

async function rebuild(server: Server): Promise<Output> {
  const pages = await server.admin.rebuild();
  return { json: { pages }, text: `Records derived anew from ${pages} pages.` };
}

/** Throws when a row was altered, is missing, or the log was cut or rewritten: exit code 1. */
async function verifyAudit(server: Server, args: Arguments): Promise<Output> {
  const folders = [join(args.need("data", "data"), HEAD_FOLDER), ...args.texts("heads")];
  for (const folder of args.texts("heads"))
    if (!existsSync(folder)) throw new BadInput(`--heads: there is no folder ${folder}`);
  const heads = folders.flatMap(readHeads);
  const { rows, findings, head } = await server.admin.verifyAudit(heads);
  if (findings.length > 0)
    throw new Error(
      `The audit log does not hold: ${findings.map(({ kind, number }) => `row ${number} ${kind}`).join(", ")}.`,
    );
  return {
    json: { rows, heads: heads.length, head, findings },
    text: `The audit log holds: ${rows} rows, ${heads.length} exported heads. Its head is ${head.number} ${head.hash}.`,
  };
}

async function closeProgramme(server: Server, args: Arguments): Promise<Output> {
  if (args.text("confirm") !== CONFIRMATION)
    throw new BadInput(`this deletes everything for good: --confirm ${CONFIRMATION}`);
  const closure = await server.admin.closeProgramme(args.texts("search"));
  if (closure.found.length > 0 || closure.tables > 0)
    throw new Error(
      `Deleted, but found again in: ${[...closure.found, `${closure.tables} tables`].join(", ")}`,
    );
  return {
    json: closure,
    text: `Everything is deleted. ${closure.pieces} pieces of it were looked for in ${closure.files} files (${closure.bytes} bytes) and found in none.`,
  };
}
