import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { openLog } from "../server/http/observation.ts";
import { unit as unitSchema } from "../server/http/schemas.ts";
import { type ServiceOptions, startService } from "../server/http/service.ts";
import { addAdministrator, hasAccounts, putUnits } from "../server/office/first-start.ts";
import type { Office } from "../server/office/office.ts";
import { SAMPLE_UNITS } from "../server/units/sample-units.ts";
import type { Unit } from "../server/units/unit.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

const LEVELS = ["debug", "info", "warn", "error", "silent"];

export const serve: Verb = {
  summary: "The server: stations, staff and persons over HTTP, until it is told to stop (SIGTERM, Ctrl-C).",
  usage: "[--port N] [--data DIR]",
  options: {
    port: { type: "string", value: "N", help: "port (8480)" },
    host: { type: "string", value: "ADDRESS", help: "address to listen at (127.0.0.1: TLS in front)" },
    data: { type: "string", value: "DIR", help: "the server's folder (data)" },
    units: { type: "string", value: "sample|FILE", help: "units to add or change first: a JSON list" },
    administrator: { type: "string", value: "LOGIN", help: "a first province administrator" },
    unit: { type: "string", value: "ID", help: "the administrator's province" },
    "metrics-port": { type: "string", value: "N", help: "figures for Prometheus on 127.0.0.1" },
    "behind-proxy": { type: "boolean", help: "believe the proxy on this machine who asks" },
    log: { type: "string", value: "LEVEL", help: `${LEVELS.join(", ")} (info)` },
  },
  async run(args) {
    const service = await startService(optionsOf(args));
    const { port, metricsPort } = service;
    const host = args.need("host", "127.0.0.1");
    console.error(`Serving http://${host}:${port}${metricsPort ? `, figures on port ${metricsPort}` : ""}.`);
    if (!(await hasAccounts(service.office)))
      console.error("Nobody can sign in yet: start once with --units, --administrator and --unit.");
    await toldToStop();
    await service.stop();
    return { json: { port, stopped: true }, text: "Stopped; everything is on disk." };
  },
};

function optionsOf(args: Arguments): ServiceOptions {
  const level = args.need("log", "info");
  if (!LEVELS.includes(level)) throw new BadInput(`--log must be one of ${LEVELS.join(", ")}`);
  const dir = args.need("data", "data");
  const units = unitsOf(args.text("units"));
  const login = args.text("administrator");
  if ((login === undefined) !== (args.text("unit") === undefined))
    throw new BadInput("--administrator and --unit go together");
  return {
    ...{ dir, host: args.need("host", "127.0.0.1"), port: args.whole("port", 8480, 0, 65535) },
    metricsPort:
      args.text("metrics-port") === undefined ? undefined : args.whole("metrics-port", 0, 0, 65535),
    isBehindProxy: args.flag("behind-proxy"),
    // Standard output is for the verb's own answer.
    log: openLog(level, (line) => process.stderr.write(line)),
    version: versionOf(),
    async prepare(office) {
      await putUnits(office, units);
      if (login !== undefined) await tellAdministrator(office, login, args.need("unit"), dir);
    },
  };
}

/** The password goes into a file that only its owner reads: output may end in somebody's log. */
async function tellAdministrator(office: Office, login: string, unit: string, dir: string): Promise<void> {
  if (!/^[a-z][a-z0-9.-]{2,31}$/.test(login))
    throw new BadInput("--administrator: 3 to 32 small letters, digits, dots and dashes");
  const file = join(dir, `first-password-of-${login}`);
  const password = await addAdministrator(office, login, unit);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  console.error(`The first password of ${login} is in ${file}: sign in, change it, delete the file.`);
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

function versionOf(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
}
