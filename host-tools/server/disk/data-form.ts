/** Which form the files of a data folder have. The schema of the tables is numbered by itself (migrations.ts). */
import { join } from "node:path";
import { textOf, writeDurably } from "./durable-files.ts";

export const FORM_FILE = "form";
/** To be raised with each change that an older program would misread: kinds of events, frames, names of files. */
export const DATA_FORM = 1;

/**
 * Writes the form down where it is not yet. Throws, before anything is changed, when a newer program has written the folder: an older
 * one would leave out what it does not know.
 */
export function checkForm(dir: string): void {
  const file = join(dir, FORM_FILE);
  const text = textOf(file);
  if (text === undefined) {
    writeDurably(file, `${DATA_FORM}\n`);
    return;
  }
  const form = Number(text);
  if (!Number.isInteger(form) || form < 1) throw new Error(`${file} tells no form of data.`);
  if (form > DATA_FORM)
    throw new Error(
      `${dir} was written by a newer version of the program (form ${form}; this one knows ${DATA_FORM}). Nothing was changed: start the newer version, or restore the backup from before the upgrade into another folder.`,
    );
}
