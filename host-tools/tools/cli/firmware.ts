import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { boards } from "../../../boards/index.ts";
import { buildFirmware, type FirmwareBuild } from "../firmware-build/bundle.ts";
import { readBoard, readRole } from "./inputs.ts";
import type { Verb } from "./verb.ts";

export const firmware: Verb = {
  summary: "Builds the program of a token for a board and says what it takes of the flash.",
  usage: "--board ID [--role ROLE] [--out DIR] [--lab]",
  covers: "no list",
  options: {
    board: { type: "string", value: "ID", help: `one of ${Object.keys(boards).join(", ")}`, required: true },
    role: {
      type: "string",
      value: "ROLE",
      help: "token (default) or gate: listens all the time, answers taps",
    },
    out: {
      type: "string",
      value: "DIR",
      help: "write boot0.js, program.js (text) and program.bin (tokens) there",
    },
    lab: { type: "boolean", help: "a board without SHA-256, for measurements" },
  },
  async run(args) {
    const role = readRole(args);
    const build = await buildFirmware(readBoard(args.need("board"), args.flag("lab")), { role });
    const folder = args.text("out");
    if (folder !== undefined) writeBuild(folder, build);
    return { json: reportOf(build), text: textOf(build) };
  },
};

function writeBuild(folder: string, build: FirmwareBuild): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "boot0.js"), build.lockdown);
  writeFileSync(join(folder, "program.js"), build.source);
  writeFileSync(join(folder, "library.bin"), build.library);
  writeFileSync(join(folder, "program.bin"), build.program);
}

function reportOf({ board, lockdown, minifiedBytes, tokenisedBytes, flash }: FirmwareBuild) {
  return { board: board.id, lockdownBytes: lockdown.length, minifiedBytes, tokenisedBytes, flash };
}

function textOf({ board, lockdown, minifiedBytes, tokenisedBytes, flash }: FirmwareBuild): string {
  const rows: [name: string, value: string][] = [
    ["board", board.name],
    ["lock-down script", `${lockdown.length} bytes`],
    [
      "program",
      `${tokenisedBytes} bytes tokenised; room for ${flash.programRoom}; ${flash.libraryBytes} more in page 0; ${minifiedBytes} minified`,
    ],
    [
      "flash",
      `1 page lock-down and identity, ${flash.logPages} log, ${flash.programPages} program, ${flash.pagesFree} free`,
    ],
    [
      "log",
      `${flash.daysGuaranteed.toFixed(1)} days guaranteed, ${flash.days.toFixed(1)} at best (152 records a day)`,
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(18)} ${value}`).join("\n");
}
