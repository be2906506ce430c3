#!/usr/bin/env node
/** `bztoken` as it is installed on a server: what builds firmware, loads boards and plays worlds stays out. */
import { runProgram } from "./program.ts";

await runProgram({
  serve: async () => (await import("./serve.ts")).serve,
  admin: async () => (await import("./admin.ts")).admin,
  match: async () => (await import("./match.ts")).match,
});
