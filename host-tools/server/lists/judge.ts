/** What becomes of the rows of a list that is brought: created, changed, known, or not kept and why. Pure. */
import { createHash, randomUUID } from "node:crypto";
import type { Likeness } from "../../contract/doubles.ts";
import { folded } from "../../contract/names.ts";
import type { ListSkip } from "../../contract/roster-files.ts";
import { tidyText } from "../../contract/texts.ts";
import type { DoubleReason } from "../../contract/vocabulary.ts";
import type { Planned } from "../../roster/row.ts";
import type { Place } from "../units/unit.ts";
import type { KeptRow, NewRow, RowPrint } from "./list-store.ts";

/** Somebody who is there, as far as a list may be held against them. */
export interface KnownPerson extends Likeness {
  readonly id: string;
}

/** Somebody whom a row of the file resembles. */
export interface FoundDouble {
  readonly row: number;
  /** A row above. */
  readonly of?: number;
  readonly person?: KnownPerson;
  readonly reasons: readonly DoubleReason[];
}

interface ToBring {
  readonly ready: readonly { readonly row: number; readonly planned: Planned }[];
  /** Rows with a fault. */
  readonly faulty: readonly number[];
  readonly doubles: readonly FoundDouble[];
  /** Of lists that are there. */
  readonly prints: readonly RowPrint[];
  /** Rows that are there, by who they are. */
  readonly rowOf: ReadonlyMap<string, Pick<KeptRow, "id" | "waits" | "like">>;
  /** Unit of whoever tells none. */
  readonly unit: Place;
  readonly organisation: Place | undefined;
}

interface Judged {
  readonly rows: readonly NewRow[];
  readonly prints: readonly RowPrint[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly waiting: number;
  readonly skipped: readonly { readonly row: number; readonly why: ListSkip }[];
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 24);

/** Who a row is, whatever else it says: name and birth; where only a year is told, what else tells two of one name apart. */
export function whoOf({ name, birth, phone, hamlet, group }: Planned): string {
  const apart = birth.length > 4 ? "" : (phone ?? folded(`${hamlet ?? ""} ${group ?? ""}`));
  return hash(`${tidyText(name).toLowerCase()}|${birth}|${apart}`);
}

/** Whether nothing but the same person can be meant: name, whole date and phone. */
function isSurely(planned: Planned, { person, reasons }: FoundDouble): boolean {
  return (
    person !== undefined &&
    reasons.includes("name-birth") &&
    reasons.includes("phone") &&
    planned.birth.length > 4 &&
    planned.birth === person.birth
  );
}

/**
 * A row that an earlier list had is known by its print, whatever became of it since: who brings a list again learns of nobody
 * whether they have come, refused, or wait.
 */
export function judgeList({ ready, faulty, doubles, prints, rowOf, unit, organisation }: ToBring): Judged {
  const known = new Map<string, Set<string>>();
  for (const [who, what] of prints) known.set(who, (known.get(who) ?? new Set()).add(what));
  const byRow = new Map<number, FoundDouble[]>();
  for (const double of doubles) byRow.set(double.row, [...(byRow.get(double.row) ?? []), double]);
  const rows: NewRow[] = [];
  const all: RowPrint[] = [];
  const skipped: { row: number; why: ListSkip }[] = faulty.map((row) => ({ row, why: "problem" }));
  const counts = { created: 0, updated: 0, unchanged: 0, waiting: 0 };
  for (const { row, planned } of ready) {
    const print: RowPrint = [whoOf(planned), hash(JSON.stringify(planned))];
    const before = known.get(print[0]);
    all.push(print);
    if (before?.has(print[1])) {
      counts.unchanged++;
      continue;
    }
    const details = {
      row,
      planned,
      unit: planned.unit ?? unit,
      ...(organisation === undefined ? {} : { organisation }),
    };
    if (before) {
      counts.updated++;
      const old = rowOf.get(print[0]);
      if (old)
        rows.push({ ...details, id: randomUUID(), replaces: old.id, waits: old.waits, like: old.like });
      continue;
    }
    const found = byRow.get(row) ?? [];
    if (found.some((one) => isSurely(planned, one))) {
      skipped.push({ row, why: "wears-already" });
      continue;
    }
    const like = found.map(({ of, person, reasons }) => ({
      reasons,
      ...(of === undefined ? {} : { row: of }),
      ...(person === undefined ? {} : { person: person.id }),
    }));
    counts.created++;
    if (like.length > 0) counts.waiting++;
    rows.push({ ...details, id: randomUUID(), waits: like.length > 0, like });
  }
  skipped.sort((a, b) => a.row - b.row);
  return { rows, prints: all, ...counts, skipped };
}
