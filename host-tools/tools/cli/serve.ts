import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import type { Unit } from "../../contract/units.ts";
import { unit as unitSchema } from "../../contract/units.ts";
import { VERSION } from "../../lib/version.ts";
import type { Office } from "../../server/changes.ts";
import { RESERVE_BYTES } from "../../server/disk/disk-room.ts";
import { writeDurably } from "../../server/disk/durable-files.ts";
import { type ServiceOptions, startService } from "../../server/http/service.ts";
import { describeError, type Log, openLog } from "../../server/http/watch/observation.ts";
import { endProcess } from "../../server/process/ending.ts";
import { watchLoop } from "../../server/process/loop-watch.ts";
import { activeAdministrators, LEAST_ADMINISTRATORS } from "../../server/staff/administrators.ts";
import { addAdministrators, putUnits } from "../../server/staff/first-start.ts";
import { SAMPLE_UNITS } from "../../server/units/sample-units.ts";
import { BACKUP_FOLDER } from "../../server/upkeep/administration.ts";
import { NONE, pagesOf } from "./built-pages.ts";
import { Arguments, BadInput, type OptionText, type Verb } from "./verb.ts";

/** Longer than requests under way have (listen.ts), shorter than a supervisor waits before it kills. */
const STOP_MS = 25_000;
const LEVELS = ["debug", "info", "warn", "error", "silent"];

const OPTIONS: Readonly<Record<string, OptionText>> = {
  port: { type: "string", value: "N", help: "port (8480)" },
  host: { type: "string", value: "ADDRESS", help: "address to listen at (127.0.0.1: TLS in front)" },
  data: { type: "string", value: "DIR", help: "the server's folder (data)" },
  pages: { type: "string", value: "DIR|none", help: "built pages of station and desk (dist/web)" },
  backups: { type: "string", value: "DIR|none", help: "daily backups, kept 21 days (DATA/backups)" },
  units: { type: "string", value: "sample|FILE", help: "units to add or change first: a JSON list" },
  administrator: {
    type: "string",
    value: "A,B",
    multiple: true,
    help: "province administrators to add; two the first time",
  },
  unit: { type: "string", value: "ID", help: "the administrators' province" },
  "metrics-port": { type: "string", value: "N", help: "figures for Prometheus on 127.0.0.1" },
  "min-free": {
    type: "string",
    value: "MB",
    help: "uploads are refused while less is free on the disk (500)",
  },
  "behind-proxy": { type: "boolean", help: "believe the proxy on this machine who asks" },
  log: { type: "string", value: "LEVEL", help: `${LEVELS.join(", ")} (info)` },
};

export const serve: Verb = {
  summary: "The server: stations, staff and persons over HTTP, until it is told to stop (SIGTERM, Ctrl-C).",
  usage: "[--port N] [--data DIR], or BZTOKEN_PORT, BZTOKEN_DATA, ... in the environment",
  covers: "no list",
  options: OPTIONS,
  async run(given) {
    const args = withEnvironment(given);
    const options = optionsOf(args);
    endOnFaults(options.log);
    const unwatch = watchLoop();
    const service = await startService(options);
    // From here on: who stops it as soon as it says that it serves is heard, too.
    const told = toldToStop();
    const { port, metricsPort } = service;
    const host = args.need("host", "127.0.0.1");
    console.error(`Serving http://${host}:${port}${metricsPort ? `, figures on port ${metricsPort}` : ""}.`);
    const { pages } = options;
    console.error(
      pages
        ? `Pages: ${pages.files} files.`
        : "No pages: build them first, or give --pages; the API alone is served.",
    );
    if (service.setUpFile !== undefined)
      console.error(
        `Nobody can sign in yet: set the server up at /quanly/ with the code in ${service.setUpFile}.`,
      );
    else if ((await activeAdministrators(service.office.queries)) < LEAST_ADMINISTRATORS)
      console.error(
        "Only one administrator: no case can be used. Start once with --administrator and --unit.",
      );
    await told;
    const late = setTimeout(() => endProcess("The data could not be closed in time."), STOP_MS);
    await service.stop();
    clearTimeout(late);
    await unwatch();
    return { json: { port, stopped: true }, text: "Stopped; everything is on disk." };
  },
};

/** What nobody caught may have left things half done: its number goes into the log, and the process ends. */
function endOnFaults(log: Log): void {
  for (const event of ["uncaughtException", "unhandledRejection"] as const)
    process.on(event, (error: unknown) => {
      const number = randomUUID().slice(0, 8);
      log.fatal({ number, event, ...describeError(error) }, "a fault that nobody caught");
      endProcess(`A fault that nobody caught, number ${number} in the log. The process ends.`);
    });
  // Who reads the log may go away.
  process.stderr.on("error", () => {});
}

/** Options that were not given are taken from the environment: --metrics-port from BZTOKEN_METRICS_PORT. */
function withEnvironment(given: Arguments): Arguments {
  const values: Record<string, unknown> = {};
  for (const [name, { type, multiple }] of Object.entries(OPTIONS)) {
    const variable = process.env[`BZTOKEN_${name.toUpperCase().replaceAll("-", "_")}`];
    if (multiple) {
      const texts = given.texts(name);
      values[name] = texts.length > 0 || !variable ? texts : [variable];
    } else if (type === "boolean") values[name] = given.flag(name) || variable === "1";
    else values[name] = given.text(name) ?? (variable === "" ? undefined : variable);
  }
  return new Arguments(values, given.positionals);
}

function optionsOf(args: Arguments): ServiceOptions {
  const level = args.need("log", "info");
  if (!LEVELS.includes(level)) throw new BadInput(`--log must be one of ${LEVELS.join(", ")}`);
  const dir = args.need("data", "data");
  const units = unitsOf(args.text("units"));
  const logins = args.texts("administrator").flatMap((text) => text.split(","));
  for (const [i, login] of logins.entries())
    if (!/^[a-z][a-z0-9.-]{2,31}$/.test(login) || logins.indexOf(login) !== i)
      throw new BadInput(
        `--administrator: "${login}" is named twice, or is not 3 to 32 small letters, digits, dots, dashes`,
      );
  if ((logins.length === 0) !== (args.text("unit") === undefined))
    throw new BadInput("--administrator and --unit go together");
  return {
    dir,
    host: args.need("host", "127.0.0.1"),
    port: args.whole("port", 8480, 0, 65535),
    metricsPort:
      args.text("metrics-port") === undefined ? undefined : args.whole("metrics-port", 0, 0, 65535),
    reserveBytes: args.whole("min-free", RESERVE_BYTES / 1e6, 0, 1_000_000) * 1e6,
    onFatal: ({ message }) => endProcess(`Nothing can be kept any more (${message}). Look at the disk.`),
    isBehindProxy: args.flag("behind-proxy"),
    pages: pagesOf(args.text("pages")),
    backups:
      args.text("backups") === NONE ? undefined : resolve(args.need("backups", join(dir, BACKUP_FOLDER))),
    // Standard output is for the verb's own answer.
    log: openLog(level, (line) => process.stderr.write(line)),
    version: VERSION,
    async prepare(office) {
      await putUnits(office, units);
      if (logins.length > 0) await tellAdministrators(office, logins, args.need("unit"), dir);
    },
  };
}

/** Each password goes into a file of its own that only its owner reads: output may end in somebody's log. */
async function tellAdministrators(
  office: Office,
  logins: readonly string[],
  unit: string,
  dir: string,
): Promise<void> {
  const fileOf = (login: string) => join(dir, `first-password-of-${login}`);
  await addAdministrators(office, logins, unit, (login, password) =>
    writeDurably(fileOf(login), `${password}\n`),
  );
  for (const login of logins)
    console.error(
      `The first password of ${login} is in ${fileOf(login)}: hand it to them alone, delete the file.`,
    );
}

function unitsOf(text: string | undefined): readonly Unit[] {
  if (text === undefined) return [];
  if (text === "sample") return SAMPLE_UNITS;
  if (!existsSync(text)) throw new BadInput(`--units: there is no file ${text}`);
  const read = v.safeParse(v.array(unitSchema), parsed(text));
  if (!read.success)
    throw new BadInput(`${text}: ${v.getDotPath(read.issues[0]) ?? "the list"} does not fit`);
  return read.output as Unit[];
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new BadInput(`${file} is no JSON`);
  }
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
