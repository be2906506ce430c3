import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { radioInterpreter } from "../../host-tools/bench/radio-interpreter.ts";
import { RADIO_ENVIRONMENT } from "../../host-tools/conformance/radio-channel.ts";
import { LogReader, type LogView } from "../../host-tools/torture/log-view.ts";
import type { Recording } from "../../host-tools/torture/recording.ts";
import { Replay } from "../../host-tools/torture/replay.ts";
import { faultsInFlash } from "../../host-tools/torture/trial.ts";
import { recordingOf } from "./recordings.ts";

/** Exit code of the interpreter when SIM_FLASH_CUT has ended it. */
const CUT = 77;
const ON_AIR_MICROSECONDS = 4_000_000;

describe("the power goes on the real interpreter, with flash in a file", function () {
  this.timeout(240_000);
  let program: string;
  let recording: Recording;
  let folder: string;

  before(async function () {
    const found = radioInterpreter();
    if (!found) this.skip();
    program = found!;
    folder = mkdtempSync(join(tmpdir(), "torture-"));
    recording = await recordingOf(0);
  });
  after(() => {
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  /** One start from the flash in the folder; `cut`: the flash operation at which the power goes. */
  function start(cut?: number): { status: number | null; radio: string; console: string } {
    const at = (name: string) => join(folder, name);
    writeFileSync(at("commands"), `run ${ON_AIR_MICROSECONDS}\nquit\n`);
    const files = [
      openSync("/dev/null", "r"),
      openSync(at("console"), "w"),
      openSync(at("commands"), "r"),
      openSync(at("radio"), "w"),
    ] as const;
    const [input, output, commands, radio] = files;
    const power = cut === undefined ? {} : { SIM_FLASH_CUT: String(cut) };
    const { status } = spawnSync(program, [], {
      ...{ cwd: folder, stdio: [input, output, output, commands, radio], timeout: 60_000 },
      env: { ...process.env, ...RADIO_ENVIRONMENT, ...power },
    });
    for (const file of files) closeSync(file);
    return {
      status,
      radio: readFileSync(at("radio"), "latin1"),
      console: readFileSync(at("console"), "latin1"),
    };
  }

  it("in the middle of page turns and frames, and again at each part of the start", () => {
    const { board } = recording.scenario;
    const reader = new LogReader(recording.identity, board.flash.logPages);
    const replay = new Replay(recording.initial, board.flash);
    const flash = join(folder, "espruino.flash");
    let before: LogView = reader.read(replay.image);
    const receipted = new Set<number>();
    const erases = recording.operations.flatMap(({ kind }, n) => (kind === "erase" ? [n] : []));
    // Before an erase, within the new header, and in the frames behind it.
    const cuts = [erases.at(-2)! - 1, erases.at(-2)!, erases.at(-1)! + 20, erases.at(-3)! + 400];
    let tried = 0;
    for (const [n, operation] of recording.operations.entries()) {
      for (const page of before.places) if (page?.header.receipted) receipted.add(page.header.sequence);
      if (cuts.includes(n)) {
        const state = { recording, reader, before, receipted, at: operation.at };
        for (const second of [undefined, 1, 2, 30]) {
          writeFileSync(flash, replay.image);
          if (second !== undefined) {
            const { status } = start(second);
            // A start that has fewer operations than that is not cut.
            assert.ok(status === CUT || second > 4, `exit code ${status}`);
          }
          const run = start();
          const image = new Uint8Array(readFileSync(flash));
          const cut = { ...state, image, writesOfWord: new Uint8Array(0) };
          const starts = second === undefined ? 1 : 2;
          assert.deepEqual(
            faultsInFlash(cut, reader.read(image, before), starts),
            [],
            `${n}, then ${second}`,
          );
          assert.match(run.radio, /adv on .*0201060303564e0fffb522/i);
          assert.doesNotMatch(run.console, /Uncaught|Error/);
          tried++;
        }
      }
      replay.do(operation);
      before = reader.read(replay.image, before);
    }
    assert.equal(tried, 16);
  });
});
