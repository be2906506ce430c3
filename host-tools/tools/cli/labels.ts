import { readFileSync, writeFileSync } from "node:fs";
import { MAX_SERIAL } from "../../contract/label.ts";
import { labelSheets, labelTable } from "../../labels/label-sheets.ts";
import { STOCKS, stockOf } from "../../labels/sheets.ts";
import { wearerCards } from "../../labels/wearer-cards.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

/** A carton of boards and more; a file of this many labels has some megabytes. */
const MOST = 20_000;

export const labels: Verb = {
  summary: "Prints labels for tokens, or the cards that go out with them, into a PDF.",
  usage: "--out FILE [SERIAL | FROM..TO]...",
  covers: "every serial that was named, once each, in the order of the words and of the file's lines",
  options: {
    out: {
      type: "string",
      value: "FILE",
      required: true,
      help: "a .pdf; with --table a .csv for label printers",
    },
    file: { type: "string", value: "FILE", help: "one serial a line, what follows a comma is passed over" },
    sheet: {
      type: "string",
      value: "ID",
      help: `${STOCKS.map(({ id }) => id).join(", ")} (${STOCKS[0]!.id})`,
    },
    start: { type: "string", value: "N", help: "first label that is left on a used sheet (1)" },
    edges: { type: "boolean", help: "a thin line around each label, for plain paper" },
    cards: { type: "boolean", help: "wearers' cards, four on a sheet of A4, both sides, in place of labels" },
    table: { type: "boolean", help: "a table for label printers in place of a PDF" },
    language: { type: "string", value: "vi|en", help: "with --cards: their language (vi)" },
    hotline: { type: "string", value: "PHONE", help: "with --cards: whom to call" },
    "hotline-name": { type: "string", value: "NAME", help: "with --cards: whose number that is" },
  },
  async run(args) {
    const serials = serialsOf(args);
    const bytes = await made(args, serials);
    const out = args.need("out");
    try {
      writeFileSync(out, bytes);
    } catch (error) {
      throw new BadInput(`${out} cannot be written: ${(error as Error).message}`);
    }
    return {
      json: { out, labels: serials.length },
      text: `${serials.length} in ${out}. Print it at 100 %, without "fit to page". / In ở 100 %, không "vừa trang giấy".`,
    };
  },
};

async function made(args: Arguments, serials: readonly number[]): Promise<Uint8Array | string> {
  if (args.flag("table")) return labelTable(serials);
  if (args.flag("cards")) {
    const language = args.need("language", "vi");
    if (language !== "vi" && language !== "en")
      throw new BadInput(`--language must be vi or en, not "${language}"`);
    const phone = args.text("hotline");
    const name = args.text("hotline-name") ?? "";
    return wearerCards({ serials, language, hotline: phone === undefined ? undefined : { name, phone } });
  }
  const id = args.need("sheet", STOCKS[0]!.id);
  const stock = stockOf(id);
  if (!stock)
    throw new BadInput(`--sheet must be one of ${STOCKS.map(({ id }) => id).join(", ")}, not "${id}"`);
  const startAt = args.whole("start", 1, 1, stock.columns * stock.rows);
  return labelSheets({ serials, stock, startAt, hasEdges: args.flag("edges") });
}

/** Throws BadInput: nothing named, no serial, too many, one twice: two tokens of one label would be one to everybody. */
function serialsOf(args: Arguments): number[] {
  const file = args.text("file");
  const words = [
    ...args.positionals.map((word) => ({ word, where: "" })),
    ...(file === undefined ? [] : linesOf(file)),
  ];
  const serials = new Set<number>();
  for (const { word, where } of words) {
    const [from, to = from, ...rest] = word.split("..");
    const [first, last] = [from!, to!].map((text) => (/^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN));
    if (rest.length > 0 || !(first! >= 1) || !(last! >= first!) || last! > MAX_SERIAL)
      throw new BadInput(`${where}"${word}" is no serial, nor FROM..TO`);
    if (serials.size + last! - first! >= MOST) throw new BadInput(`${where}more than ${MOST} labels`);
    for (let serial = first!; serial <= last!; serial++) {
      if (serials.has(serial)) throw new BadInput(`${where}${serial} is named twice`);
      serials.add(serial);
    }
  }
  if (serials.size === 0) throw new BadInput("no serial is named");
  return [...serials];
}

function linesOf(file: string): { word: string; where: string }[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}`);
  }
  return text
    .split(/\r?\n/)
    .map((line, i) => ({ word: line.split(/[,;\t]/)[0]!.trim(), where: `${file}, line ${i + 1}: ` }))
    .filter(({ word }) => word !== "");
}
