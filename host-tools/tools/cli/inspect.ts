import { readFileSync } from "node:fs";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { describeImage, type ImageReport, type PageReport } from "../../formats/flash-image.ts";
import { timeText } from "./inputs.ts";
import { BadInput, type Output, type Verb } from "./verb.ts";

export const inspect: Verb = {
  summary:
    "Shows a flash image or a page: pages, ages, keys, torn frames, and records where a key opens them.",
  usage: "FILE [--records]",
  covers: "every page of the file; where no key opens one a dash stands for its records",
  options: {
    records: { type: "boolean", help: "list every encounter record that can be opened" },
  },
  run(args): Output {
    const [file, ...rest] = args.positionals;
    if (file === undefined || rest.length > 0) throw new BadInput("inspect takes one file");
    const report = describeImage(readImage(file));
    return { json: report, text: textOf(report, args.flag("records")) };
  },
};

function readImage(file: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new BadInput(`${file} cannot be read`);
  }
  if (bytes.length === 0 || bytes.length % PAGE_BYTES !== 0)
    throw new BadInput(`${file} has ${bytes.length} bytes: an image is whole pages of ${PAGE_BYTES}`);
  return bytes;
}

function textOf({ identity, pages }: ImageReport, records: boolean): string {
  const lines = [
    identity
      ? `token ${identity.name}, serial ${identity.serial}, board ${identity.board}, ${identity.role}` +
        (identity.enrolmentKeys ? "; enrolment keys not yet zeroed" : "")
      : "no identity",
    "",
    "index  sequence  state          used   from                  records  key",
    ...pages.map(rowOf),
  ];
  for (const page of pages) {
    for (const at of page.tornAt) lines.push(`page ${page.sequence}: torn at byte ${at}`);
    if (!records) continue;
    for (const { unixSeconds, prefix, minutes, strongestLoss, stretchLoss, count } of page.records ?? [])
      lines.push(
        `${timeText(unixSeconds)}  ${prefix}  ${minutes.toString(2).padStart(15, "0")}` +
          `  strongest ${strongestLoss} dB  stretch ${stretchLoss} dB  ${count} heard`,
      );
  }
  return lines.join("\n");
}

function rowOf({ index, sequence, state, usedBytes, from, records, key }: PageReport): string {
  return [
    String(index).padStart(5),
    String(sequence ?? "-").padStart(9),
    ` ${state.padEnd(13)}`,
    String(usedBytes ?? "-").padStart(5),
    ` ${(from === undefined ? "-" : timeText(from)).padEnd(20)}`,
    String(records?.length ?? "-").padStart(8),
    ` ${key}`,
  ].join(" ");
}
