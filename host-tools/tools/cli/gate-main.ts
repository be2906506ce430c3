#!/usr/bin/env node
/** `bztoken` as it is installed on a gate's computer: nothing of the server is there. */
import { gate } from "./gate.ts";
import { runProgram } from "./program.ts";

await runProgram({ gate: async () => gate });
