/** New tokens: their number and keys, from the server's store. */
import { existsSync, writeFileSync } from "node:fs";
import type { Board } from "../../../boards/board.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import type { Enrolment, Server } from "../../server/server.ts";
import type { Role } from "../firmware-build/board-constants.ts";
import { readBoard, readRole } from "./inputs.ts";
import { type Arguments, BadInput, type Output } from "./verb.ts";

/** Enrols a token for a board, with keys from yesterday on. `serial`: the next free one unless told. Refusal: serial. */
export async function enrolToken(
  server: Server,
  board: Board,
  serial: number | undefined,
  role: Role = "token",
): Promise<Enrolment> {
  const [enrolment] = await server.enrol([
    {
      ...(serial === undefined ? {} : { serial }),
      board: board.number,
      role,
      powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
      day: dayOfEpoch(epochAt(Date.now() / 1000)) - 1,
    },
  ]);
  return enrolment!;
}

/** Enrols a token on a server to which no board is connected: `bztoken flash --identity FILE` loads it elsewhere. */
export async function enrol(server: Server, args: Arguments): Promise<Output> {
  const board = readBoard(args.need("board"));
  const file = args.need("file");
  if (existsSync(file)) throw new BadInput(`--file: ${file} is there already`);
  const serial = args.text("token") === undefined ? undefined : args.whole("token", 1, 1, 9_999_999_999);
  const { identity, ...enrolled } = await enrolToken(server, board, serial, readRole(args));
  writeFileSync(file, identity, { flag: "wx", mode: 0o600 });
  return {
    json: { ...enrolled, file },
    text:
      `${enrolled.name} (serial ${enrolled.serial}) is enrolled. ${file} holds its keys, which are nowhere else:\n` +
      "carry it to the computer that loads the board (bztoken flash --identity), and delete it in both places afterwards.",
  };
}
