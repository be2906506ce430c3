/** One row of a roster: what is kept of it, or what is wrong with which cell. */
import type { RosterField } from "../contract/roster-files.ts";
import { tidyText } from "../contract/texts.ts";
import { readBirth } from "./births.ts";
import type { Column } from "./columns.ts";
import { readPhone } from "./phones.ts";
import { legacyFontOf } from "./syllables.ts";
import { type Cell, cellText, columnLetter, Formula } from "./table.ts";
import type { UnitNames } from "./unit-names.ts";
import type { ProblemCode } from "./words.ts";

/** Somebody who may become a wearer: no consent yet, so no person yet. */
export interface Planned {
  readonly name: string;
  readonly birth: string;
  readonly phone?: string;
  readonly group?: string;
  readonly hamlet?: string;
  readonly unit?: string;
  readonly guardian?: { readonly name: string; readonly phone?: string; readonly relation?: string };
}

export interface Problem {
  readonly row: number;
  /** From 0, and as a spreadsheet calls it. */
  readonly column: number;
  readonly letter: string;
  readonly heading: string;
  /** What stands in the cell; nothing of an ID number. */
  readonly value: string;
  readonly code: ProblemCode;
  /** Names to choose among, or the other row. */
  readonly more: string;
}

interface Reading {
  readonly columns: readonly Column[];
  /** In the province, ISO. */
  readonly today: string;
  readonly repairsPhones: boolean;
  readonly areSwapped: boolean;
  readonly units: UnitNames | undefined;
}

interface ReadRow {
  readonly row: number;
  /** Undefined where something is wrong. */
  readonly planned: Planned | undefined;
  readonly found: readonly Problem[];
  readonly isRepaired: boolean;
  readonly isMerged: boolean;
  /** Where the name stands. */
  readonly nameCell: Omit<Problem, "code" | "more">;
}

/** Lengths that a person's details may have. */
const MOST: Readonly<Partial<Record<RosterField, number>>> = {
  name: 120,
  family: 60,
  given: 60,
  group: 80,
  hamlet: 80,
  guardianName: 120,
  relation: 40,
};
/** Of citizens, of old cards, of health insurance. */
const ID_NUMBER = /(?<!\d)(?:\d{9}|\d{12})(?!\d)|[A-Z]{2}\d{13}/;
const OF_NAMES: readonly RosterField[] = ["name", "family", "given", "guardianName"];

/** Reads the cells of one row. */
export class RowReader {
  readonly #row: number;
  readonly #cells: readonly Cell[];
  readonly #reading: Reading;
  readonly #found: Problem[] = [];
  #isRepaired = false;
  #isMerged = false;

  constructor(row: number, cells: readonly Cell[], reading: Reading) {
    this.#row = row;
    this.#cells = cells;
    this.#reading = reading;
  }

  read(): ReadRow {
    const name = this.#name();
    const birth = this.#birth();
    const phone = this.#phone("phone");
    const details = {
      group: this.#text("group"),
      hamlet: this.#text("hamlet"),
      unit: this.#unit(),
      guardian: this.#guardian(),
    };
    const isReady = this.#found.length === 0 && name !== undefined && birth !== undefined;
    return {
      row: this.#row,
      found: this.#found,
      nameCell: this.#place(this.#column("name") ?? this.#column("given")!),
      isRepaired: this.#isRepaired,
      isMerged: this.#isMerged,
      planned: isReady ? defined({ name, birth, phone, ...details }) : undefined,
    };
  }

  #column(field: RosterField): Column | undefined {
    return this.#reading.columns.find(({ use }) => use === field);
  }

  #place({ index, heading }: Column): Omit<Problem, "code" | "more"> {
    const value = tidyText(cellText(this.#cells[index])).slice(0, 200);
    return { row: this.#row, column: index, letter: columnLetter(index), heading, value };
  }

  #object(column: Column, code: ProblemCode, more = ""): void {
    const place = this.#place(column);
    // What looks like an ID number goes nowhere, not even back.
    this.#found.push({ ...place, value: code === "id-number" ? "…" : place.value, code, more });
  }

  /** The text of a field, once it may stand in one; undefined where there is none or it has a fault. */
  #text(field: RosterField): string | undefined {
    const column = this.#column(field);
    if (!column) return undefined;
    const cell = this.#cells[column.index];
    const fault = faultOf(cell) ?? faultOfText(cellText(cell), field);
    if (fault) this.#object(column, fault);
    // Before what begins like a formula a program has put an apostrophe.
    const text = tidyText(cellText(cell)).replace(/^'(?=[=+\-@])/, "");
    return fault || text === "" ? undefined : text;
  }

  #name(): string | undefined {
    const before = this.#found.length;
    const whole = this.#column("name");
    const parts = whole ? [this.#text("name")] : [this.#text("family"), this.#text("given")];
    if (this.#found.length > before) return undefined;
    const name = parts.filter((part) => part !== undefined).join(" ");
    const column = whole ?? this.#column("given")!;
    if (name === "") this.#object(column, "name-missing");
    else if (!/^[\p{L}\p{M}' .-]+$/u.test(name)) this.#object(column, "name-signs");
    return name;
  }

  #birth(): string | undefined {
    const column = this.#column("birth")!;
    const cell = this.#cells[column.index];
    const fault = faultOf(cell);
    const read = fault ? { problem: fault } : readBirth(cell, this.#reading.today);
    if ("problem" in read) this.#object(column, read.problem);
    else if (this.#reading.areSwapped && cell instanceof Date) this.#object(column, "birth-swapped");
    return "problem" in read ? undefined : read.birth;
  }

  #phone(field: "phone" | "guardianPhone"): string | undefined {
    const column = this.#column(field);
    if (!column) return undefined;
    const cell = this.#cells[column.index];
    const fault = faultOf(cell);
    const read = fault ? { problem: fault } : readPhone(cell, this.#reading.repairsPhones);
    if ("problem" in read) {
      this.#object(column, read.problem);
      return undefined;
    }
    if (read.isRepaired) this.#isRepaired = true;
    return read.phone;
  }

  #unit(): string | undefined {
    const text = this.#text("unit");
    if (text === undefined || !this.#reading.units) return undefined;
    const read = this.#reading.units.read(text);
    if ("problem" in read) {
      this.#object(this.#column("unit")!, read.problem, "names" in read ? read.names.join("; ") : "");
      return undefined;
    }
    if (read.isMerged) this.#isMerged = true;
    return read.unit;
  }

  #guardian(): Planned["guardian"] {
    const [name, phone, relation] = [
      this.#text("guardianName"),
      this.#phone("guardianPhone"),
      this.#text("relation"),
    ];
    if (name !== undefined) return defined({ name, phone, relation });
    if (phone !== undefined)
      this.#object(this.#column("guardianName") ?? this.#column("guardianPhone")!, "guardian-nameless");
    return undefined;
  }
}

type Defined<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without what is undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}

/** What is wrong with a cell whatever it is to hold. */
function faultOf(cell: Cell | undefined): ProblemCode | undefined {
  if (cell instanceof Formula) return "formula";
  const isError =
    typeof cell === "string" && /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/.test(cell.trim());
  return isError ? "cell-error" : undefined;
}

function faultOfText(text: string, field: RosterField): ProblemCode | undefined {
  if (ID_NUMBER.test(text)) return "id-number";
  // Tabs and ends of lines are spaces.
  if (/[<>]|(?![\t\n\v\f\r])\p{Cc}|\p{Cs}/u.test(text)) return "signs";
  if (/\ufffd|\p{L}\?\p{L}|\p{L}\?(?=\s|$)/u.test(text)) return "broken-letters";
  if (tidyText(text).length > (MOST[field] ?? 200)) return "too-long";
  return OF_NAMES.includes(field) && legacyFontOf([text]) ? "legacy-font" : undefined;
}
