/** `bztoken`: one program, the same verbs for people, scripts and tests. */
import { runProgram } from "./program.ts";
import { VERBS } from "./verbs.ts";

await runProgram(VERBS);
