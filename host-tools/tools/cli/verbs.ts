/** The verbs of `bztoken`. */
import type { Verbs } from "./program.ts";

/** Each verb is loaded when it is called: compilers and databases take seconds. */
export const VERBS: Verbs = {
  ids: async () => (await import("./ids.ts")).ids,
  advert: async () => (await import("./advert.ts")).advert,
  firmware: async () => (await import("./firmware.ts")).firmware,
  flash: async () => (await import("./flash.ts")).flash,
  provision: async () => (await import("./provision.ts")).provision,
  world: async () => (await import("./world.ts")).world,
  serve: async () => (await import("./serve.ts")).serve,
  gate: async () => (await import("./gate.ts")).gate,
  admin: async () => (await import("./admin.ts")).admin,
  match: async () => (await import("./match.ts")).match,
  trace: async () => (await import("./trace.ts")).trace,
  classify: async () => (await import("./classify.ts")).classify,
  labels: async () => (await import("./labels.ts")).labels,
  word: async () => (await import("./word.ts")).word,
  roster: async () => (await import("./roster.ts")).roster,
  inspect: async () => (await import("./inspect.ts")).inspect,
};
