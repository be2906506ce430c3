/**
 * Heads of the audit log as files, written when the server starts and stops and once a day. They protect only once they
 * are somewhere else: docs/admin.md says how to send them to somebody who has no access to this server.
 */
import { join } from "node:path";
import { disk } from "../disk/disk.ts";
import { makeFolder, textOf, writeDurably } from "../disk/durable-files.ts";
import type { AuditHead } from "./chain.ts";

/** In the data folder. */
export const HEAD_FOLDER = "audit-heads";

/** Writes the head unless it was written before; returns the file, if it wrote one. */
export function exportHead(folder: string, head: AuditHead, at: number): string | undefined {
  if (head.number === 0) return undefined;
  makeFolder(folder);
  const file = join(folder, `${new Date(at).toISOString().slice(0, 10)}-${head.number}.json`);
  if (disk().exists(file)) return undefined;
  writeDurably(file, `${JSON.stringify({ ...head, at: new Date(at).toISOString() })}\n`, { isNew: true });
  return file;
}

/** Heads in a folder of exported files. Throws when one cannot be read. */
export function readHeads(folder: string): AuditHead[] {
  return disk()
    .list(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => {
      const head: Partial<AuditHead> = JSON.parse(textOf(join(folder, name))!);
      if (!Number.isInteger(head.number) || !/^[0-9a-f]{64}$/.test(head.hash ?? ""))
        throw new Error(`${join(folder, name)} is no head of an audit log.`);
      return { number: head.number!, hash: head.hash! };
    });
}
