/** What becomes of a file that a phone's owner brought. */
import type { BroughtFile } from "../../../contract/cases.ts";
import { readDayKeys } from "../../../formats/bluezone/key-file.ts";
import {
  type FileRead,
  type LeftOut,
  leftOutText,
  MAX_ERRORS,
  rowErrorText,
} from "../../../formats/bluezone/row-errors.ts";
import { readTrace, type TraceFile } from "../../../formats/bluezone/trace-file.ts";
import { EPOCH_MS } from "../../../lib/time.ts";
import { type Case, epochsOf, periodOf } from "../../cases/case.ts";
import { type PhoneFiles, phoneOf } from "../../cases/case-store.ts";
import { isOfAnotherPhone } from "../../cases/own-ids.ts";
import { afterFiles, withFiles } from "../../cases/scope.ts";
import { heardIds } from "../../matching/phone-rows.ts";
import type { Caller, Services } from "../request/route.ts";

function told(read: FileRead<unknown>) {
  return read.ok
    ? []
    : read.errors.map((error) => ({
        row: error.row,
        vi: rowErrorText(error, "vi"),
        en: rowErrorText(error, "en"),
      }));
}

function toldLeftOut(leftOut: readonly LeftOut[]) {
  return leftOut.map((one) => ({
    count: one.rows.length,
    rows: one.rows.slice(0, MAX_ERRORS),
    vi: leftOutText(one, "vi"),
    en: leftOutText(one, "en"),
  }));
}

interface PhoneFile extends PhoneFiles {
  readonly rows: TraceFile["rows"];
  readonly leftOut: TraceFile["leftOut"];
}

/** Day keys where it is JSON, a history else. */
function readPhoneFile(body: Uint8Array, now: number): FileRead<PhoneFile> {
  const text = new TextDecoder().decode(body);
  if (/^\s*[{[]/.test(text.replace(/^\uFEFF/, ""))) {
    const read = readDayKeys(text);
    return read.ok ? { ok: true, value: { keys: read.value, heard: [], rows: [], leftOut: [] } } : read;
  }
  const read = readTrace(text, now);
  if (!read.ok) return read;
  const { rows, leftOut } = read.value;
  return { ok: true, value: { keys: [], heard: heardIds(rows), rows, leftOut } };
}

const NOTHING_BROUGHT = {
  keys: 0,
  rows: 0,
  added: 0,
  outside: 0,
  leftOut: [],
  isAnothers: false,
  errors: [],
  moreErrors: 0,
};

/** Adds the file to those before it, or says why nothing of it was kept. */
export async function bringFile(
  of: Case,
  body: Uint8Array,
  isSure: boolean,
  { office }: Services,
  caller: Pick<Caller, "commit">,
): Promise<BroughtFile> {
  const read = readPhoneFile(body, office.now());
  if (!read.ok) return { ...NOTHING_BROUGHT, errors: told(read), moreErrors: read.more };
  const { rows, leftOut, ...file } = read.value;
  const before = await phoneOf(office.queries, of.id);
  if (!isSure && isOfAnotherPhone(before, file)) return { ...NOTHING_BROUGHT, isAnothers: true };
  const { added, ...files } = withFiles(before, file);
  const after = afterFiles(of, before, files);
  const { from, to } = epochsOf(periodOf(of));
  const outside = rows.filter(({ at }) => at < from * EPOCH_MS || at >= (to + 1) * EPOCH_MS).length;
  const counts = { keys: file.keys.length, rows: rows.length, added, outside };
  return caller.commit(
    [
      { kind: "case-phone", case: of.id, ...files },
      ...(after === of ? [] : [{ kind: "case", of: after } as const]),
    ],
    { subject: of.id, reference: of.reference, fields: ["phone"] },
    () => ({ ...NOTHING_BROUGHT, ...counts, leftOut: toldLeftOut(leftOut) }),
  );
}
