import { existsSync, readFileSync } from "node:fs";
import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { decodeIdentity, tokenName } from "../../../protocol/identity.ts";
import { startProgress } from "../../lib/progress.ts";
import { openServer } from "../../server/server.ts";
import type { Role } from "../firmware-build/board-constants.ts";
import { buildFirmware } from "../firmware-build/bundle.ts";
import { consoleAfterRestart, type LoadStep, loadToken } from "../flash/load.ts";
import { NoAnswer, openPort, type Port } from "../flash/port.ts";
import { FlashRefused } from "../flash/refusal.ts";
import { enrolToken } from "./enrolment.ts";
import { readBoard, readRole } from "./inputs.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

interface Issued {
  readonly serial: number;
  readonly identity: Uint8Array;
}

/** Where the token's number and keys come from; asked only when the board is ready for them. */
interface Issuer {
  readonly role: Role;
  issue(): Promise<Issued>;
  close(): Promise<void>;
}

/** A day: longer than any board's rate stays the same. */
const MOST_CLOCK_MINUTES = 1440;

const STEPS: Readonly<Record<LoadStep, string>> = {
  erase: "erasing",
  examine: "examining",
  files: "writing",
  verify: "reading back",
  clock: "measuring its clock",
  identity: "identity",
  lock: "lock",
  restart: "restart",
};

export const flash: Verb = {
  summary: "Loads a token onto a board over its console, verifies it there and locks it.",
  usage:
    "--board ID --port PORT (--data DIR [--serial N] [--role ROLE] | --identity FILE) [--measure-clock MINUTES] [--erase]",
  covers: "no list",
  options: {
    board: { type: "string", value: "ID", help: `one of ${Object.keys(boards).join(", ")}`, required: true },
    port: {
      type: "string",
      value: "PORT",
      help: "serial port, Bluetooth address or tcp://host",
      required: true,
    },
    data: { type: "string", value: "DIR", help: "the server's folder: enrols a new token there" },
    serial: { type: "string", value: "N", help: "its serial number (the next free one)" },
    role: { type: "string", value: "ROLE", help: "token (default) or gate, which has power all the time" },
    identity: {
      type: "string",
      value: "FILE",
      help: "160 bytes of a token enrolled elsewhere; its role is in it",
    },
    baud: { type: "string", value: "N", help: "of a serial port (9600)" },
    "measure-clock": {
      type: "string",
      value: "MINUTES",
      help: "measures what its clock gains and tells the token; this computer's clock must be a good one (0: not at all)",
    },
    erase: { type: "boolean", help: "files of others on the board may be erased" },
    lab: { type: "boolean", help: "a board or a build of the interpreter without SHA-256" },
  },
  async run(args) {
    const board = readBoard(args.need("board"), args.flag("lab"));
    const baud = args.whole("baud", 9600, 300, 2_000_000);
    const path = args.need("port");
    const clockMinutes = args.whole("measure-clock", 0, 0, MOST_CLOCK_MINUTES);
    const issuer = await issuerOf(args, board);
    try {
      const build = await buildFirmware(board, { role: issuer.role });
      const open = () => openPort(path, baud);
      const port = await open();
      const { issued, report } = await load(port, build, issuer, args, clockMinutes);
      const console = await consoleAfterRestart(open);
      if (console === "open")
        throw new Error("the token is loaded, but its console still answers after the restart: keep it here");
      const { serial } = issued;
      const name = tokenName(serial);
      const json = { board: board.id, serial, name, console, ...report };
      return { json, text: textOf(name, serial, console, report) };
    } finally {
      await issuer.close();
    }
  },
};

async function load(
  port: Port,
  build: Awaited<ReturnType<typeof buildFirmware>>,
  issuer: Issuer,
  args: Arguments,
  clockMinutes: number,
) {
  const bar = startProgress(`${build.board.name}`, 100);
  let issued: Issued | undefined;
  let at: LoadStep | undefined;
  try {
    const report = await loadToken(port, build, {
      erase: args.flag("erase"),
      lab: args.flag("lab"),
      clockMinutes,
      identity: async () => {
        issued = await issuer.issue();
        return issued.identity;
      },
      onStep: (step, share) => {
        at = step;
        bar.update(step === "files" ? Math.round(share * 100) : step === "erase" ? 0 : 100, STEPS[step]);
      },
    });
    return { issued: issued!, report };
  } catch (error) {
    throw explained(error, at, issued);
  } finally {
    bar.end();
    port.close();
  }
}

/** What the person at the bench does next. */
function explained(error: unknown, at: LoadStep | undefined, issued: Issued | undefined): unknown {
  if (!(error instanceof FlashRefused || error instanceof NoAnswer)) return error;
  if (error instanceof FlashRefused && !error.written)
    return error.reason === "no-answer" ? error : new BadInput(error.message);
  if (error instanceof FlashRefused && error.reason === "clock")
    return new Error(`${error.message}. The board is open and holds no keys`);
  const burnt = issued
    ? ` ${tokenName(issued.serial)} was not finished: if the token is silent after power-on, it is complete; otherwise its number is void.`
    : "";
  const reason = error instanceof NoAnswer ? "the board stopped answering" : error.message;
  return new Error(
    `${reason} (${at === undefined ? "at the start" : STEPS[at]}). Take its power away, give it back and run the same command again.${burnt}`,
  );
}

async function issuerOf(args: Arguments, board: Board): Promise<Issuer> {
  const file = args.text("identity");
  const dir = args.text("data");
  if ((file === undefined) === (dir === undefined))
    throw new BadInput("give either --data (enrols a new token) or --identity (enrolled elsewhere)");
  if (file !== undefined) {
    const { role, ...issued } = readIdentity(file, board);
    if (args.text("role") !== undefined && readRole(args) !== role)
      throw new BadInput(`--role: ${file} is the identity of a ${role}`);
    return { role, issue: async () => issued, close: async () => {} };
  }
  const serial = args.text("serial") === undefined ? undefined : args.whole("serial", 1, 1, 9_999_999_999);
  const role = readRole(args);
  const server = await openServer({ dir: dir! });
  return {
    role,
    issue: () => enrolToken(server, board, serial, role),
    close: () => server.close(),
  };
}

function readIdentity(file: string, board: Board): Issued & { readonly role: Role } {
  if (!existsSync(file)) throw new BadInput(`--identity: there is no file ${file}`);
  const identity = new Uint8Array(readFileSync(file));
  const read = decodeIdentity(crc32, identity);
  if (!read.ok) throw new BadInput(`--identity: ${file} is no identity (${read.error.reason})`);
  if (!read.value.secrets) throw new BadInput(`--identity: the first keys in ${file} are gone; enrol again`);
  if (read.value.board !== board.number)
    throw new BadInput(
      `--identity: it was enrolled for board number ${read.value.board}, not for ${board.id}`,
    );
  return { serial: read.value.serial, role: read.value.role, identity };
}

function textOf(
  name: string,
  serial: number,
  console: "silent" | "gone",
  { facts, erased, files, clock }: Awaited<ReturnType<typeof loadToken>>,
): string {
  const rows = files.map(
    ({ name: file, bytes, address, crc32: sum }) =>
      `  ${file.padEnd(10)} ${String(bytes).padStart(7)} bytes at 0x${address.toString(16)}  CRC-32 ${sum.toString(16).padStart(8, "0")}`,
  );
  const closed = console === "silent" ? "its console is silent" : "its port is gone after the restart";
  return [
    `${facts.board}, Espruino ${facts.version}${erased.count > 0 ? `; ${erased.count} other files erased` : ""}`,
    ...rows,
    ...(clock
      ? [`  its clock gains ${clock.ppm.toFixed(0)} ppm, to ${clock.uncertainPpm.toFixed(0)} ppm`]
      : []),
    `${name} (serial ${serial}) is loaded, verified and locked: ${closed}.`,
  ].join("\n");
}
