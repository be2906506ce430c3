/**
 * What a token's tags of an epoch would cost it: instructions on the interpreter (x86, under callgrind), and the current that they add. Needs the
 * interpreter that the tests use and valgrind; says in one line what is left out without them. `--json`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { hmacKey } from "../../../protocol/hash.ts";
import { recallTags } from "../../../protocol/recall.ts";
import { sha256 } from "../../lib/sha256.ts";
import { outside, programOnPath } from "../../lib/system-packages.ts";
import { EPOCH_MS } from "../../lib/time.ts";
import { INSTRUCTIONS_PER_MS } from "../../models/virtual-token/costs.ts";
import { MICROAMPS } from "../../world/charges.ts";

const PROGRAM = fileURLToPath(new URL("./tag-program.ts", import.meta.url));
/** The cost of one is the difference between so many and twice as many. */
const ROUNDS = 10;

/** Instructions of a whole run, its start included. */
async function counted(interpreter: string, rounds: number, keyEachTime: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "tag-cost-"));
  try {
    const { outputFiles } = await build({
      entryPoints: [PROGRAM],
      bundle: true,
      minify: true,
      write: false,
      format: "iife",
      target: "es2015",
      define: { ROUNDS: String(rounds), KEY_EACH_TIME: String(keyEachTime) },
      banner: { js: 'var crypto=require("crypto");' },
    });
    writeFileSync(join(folder, "tags.js"), outputFiles[0]!.contents);
    const output = await outputOf(interpreter, folder);
    const key = hmacKey(new Uint8Array(32).fill(7));
    const last = recallTags(sha256, key, rounds).join(" ");
    if (!output.includes(`<<${last}>>`)) throw new Error(`the interpreter says ${output.slice(-300)}`);
    return Number(/Collected : (\d+)/.exec(output)![1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the program and callgrind print. Its input stays open: at its end the interpreter reads garbage. */
function outputOf(interpreter: string, folder: string): Promise<string> {
  const words = ["--tool=callgrind", "--callgrind-out-file=/dev/null", interpreter, "tags.js"];
  const child = spawn("valgrind", words, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("latin1").on("data", (part: string) => {
      text += part;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(text));
  });
}

const thousands = (value: number): string => Math.round(value).toLocaleString("en-US");

const { values } = parseArgs({ options: { json: { type: "boolean" } } });
const interpreter = outside("espruino");
if (!interpreter || !programOnPath("valgrind"))
  console.log("tags of a recall are not counted: needs the interpreter (ESPRUINO) and valgrind");
else {
  const figures = [];
  for (const keyEachTime of [true, false]) {
    const [once, twice] = [
      await counted(interpreter, ROUNDS, keyEachTime),
      await counted(interpreter, 2 * ROUNDS, keyEachTime),
    ];
    const instructions = (twice - once) / ROUNDS;
    const microamps = ((instructions / INSTRUCTIONS_PER_MS) * MICROAMPS.program) / EPOCH_MS;
    figures.push({ keyEachTime, instructions, microamps });
  }
  if (values.json) console.log(JSON.stringify({ recallTagCost: figures }));
  else
    for (const { keyEachTime, instructions, microamps } of figures)
      console.log(
        `four tags, key ${keyEachTime ? "made ready each time" : "kept ready"}: ${thousands(instructions)} instructions an epoch, ${microamps.toFixed(3)} µA`,
      );
}
