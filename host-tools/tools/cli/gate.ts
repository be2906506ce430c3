import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { GUARD_PORT } from "../../contract/guard-screen.ts";
import {
  faultOf,
  type Layout,
  type LayoutFault,
  type Listener,
  REACH,
  SIDES_REACH,
  TAP_REACH,
} from "../../gate/layout.ts";
import { EAR_TEXTS } from "../../gate-machine/ear-state.ts";
import { GateJournal } from "../../gate-machine/gate-journal.ts";
import { GateRun, type Post } from "../../gate-machine/gate-run.ts";
import { type GuardSite, openGuardSite } from "../../gate-machine/guard-site.ts";
import { Guards } from "../../gate-machine/guards.ts";
import { HandCounts } from "../../gate-machine/hand-counts.ts";
import { type MachineIdentity, readIdentity, writeIdentity } from "../../gate-machine/identity-file.ts";
import { letIn, NotLetIn } from "../../gate-machine/let-in.ts";
import { Loans } from "../../gate-machine/loans.ts";
import { type MinuteLine, textOf } from "../../gate-machine/minute-line.ts";
import { SEND_EACH_SECONDS } from "../../gate-machine/sender.ts";
import { visitorSheet } from "../../labels/visitor-sheet.ts";
import { isoOf } from "../../lib/time.ts";
import { lockFolder } from "../../server/disk/lock.ts";
import { pagesOf } from "./built-pages.ts";
import { firstGuard, GUARD_USAGE, guardWork } from "./gate-guards.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

const SIDES = ["inside", "outside", "door"] as const;
const LANES = ["in", "out", "passed"] as const;
const FAULTS: Readonly<Record<LayoutFault, string>> = {
  "no-listener": "a gate needs an adapter",
  "same-name": "an adapter is named twice",
  "one-side": "directions by sides need an adapter inside and one outside; a lane's is a door",
  mixed: "a door and two sides do not go together",
};

export const gate: Verb = {
  summary:
    "A gate: this computer hears who comes and goes, and brings it sealed to the server, until it is told to stop.",
  usage: `[${GUARD_USAGE}] --data DIR [--server URL --code CODE --guard NAME] [--listener LISTENER=SIDE[:LANE]] [--kiosk]`,
  covers:
    "counts of all that was heard in the minute, of every record that waits; `guard list` names every guard",
  options: {
    data: { type: "string", value: "DIR", help: "the gate's folder", required: true },
    server: { type: "string", value: "URL", help: "the first time: the server's address" },
    code: { type: "string", value: "CODE", help: "the first time: the code that the administrator was told" },
    guard: {
      type: "string",
      value: "NAME",
      help: "the first time: the first guard; the first PIN is printed",
    },
    listener: {
      type: "string",
      value: "L=SIDE[:LANE]",
      multiple: true,
      help: "adapter hci0, or gate token token1, as door:in, door:out, door:passed, inside or outside (the first adapter, door:passed)",
    },
    kiosk: {
      type: "boolean",
      help: "it calls tokens alone, as at a market or a bus station: nobody who passes is noted",
    },
    port: { type: "string", value: "N", help: "the guard's page, for this computer alone (8481)" },
    pages: { type: "string", value: "DIR|none", help: "built pages (dist/web)" },
    "send-each": {
      type: "string",
      value: "SECONDS",
      help: `what waits goes to the server so often (${SEND_EACH_SECONDS})`,
    },
  },
  async run(args) {
    const dir = resolve(args.need("data"));
    if (args.positionals.length > 0) return guardWork(args, dir);
    const posts = postsOf(args.texts("listener"));
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const release = await lockFolder(dir);
    try {
      const identity = await identityOf(args, dir);
      console.error(`Gate "${identity.name}", ${identity.placeName}, zone ${identity.zone}.`);
      const isJson = args.flag("json");
      const tell = (line: MinuteLine) => {
        const at = isoOf(Date.now());
        console.log(isJson ? JSON.stringify({ at, ...line }) : `${at} ${textOf(line)}`);
      };
      const told = toldToStop();
      let site: GuardSite | undefined;
      const run = new GateRun({
        identity,
        layout: layoutOf(posts),
        posts: posts.map(({ listener: { name }, ...what }): Post => ({ name, ...what })),
        journal: new GateJournal(join(dir, "journal")),
        folder: dir,
        isKiosk: args.flag("kiosk"),
        sendEach: args.whole("send-each", SEND_EACH_SECONDS, 1, 3600) * 1000,
        onTaps: (taps) => site?.tapped(taps),
        onLine: tell,
        onState: (name, state) => console.error(`${isoOf(Date.now())} ${name} ${EAR_TEXTS[state]}`),
        onIdentity: (one) => writeIdentity(dir, one),
      });
      site = await guardSite(args, dir, run, identity);
      if (site) console.error(`The guard's page: http://127.0.0.1:${site.port}/cong/`);
      await told;
      await site?.stop();
      await run.stop();
      const line = run.line();
      return { json: { at: isoOf(Date.now()), stopped: true, ...line }, text: `Stopped: ${textOf(line)}.` };
    } finally {
      await release();
    }
  },
};

/** Undefined where there are no built pages, or none are wanted. */
async function guardSite(
  args: Arguments,
  dir: string,
  run: GateRun,
  identity: MachineIdentity,
): Promise<GuardSite | undefined> {
  const pages = pagesOf(args.text("pages"));
  if (!pages) return undefined;
  await firstGuard(args, dir);
  return openGuardSite({
    pages,
    port: args.whole("port", GUARD_PORT, 0, 65535),
    counts: new HandCounts(dir),
    loans: new Loans(dir),
    guards: new Guards(dir),
    screen: (now) => run.screen(now),
    visit: (of, guard) => run.visit(of, guard),
    takeVisitBack: (id, guard) => run.takeVisitBack(id, guard),
    paper: () => visitorSheet({ gate: identity.name, placeName: identity.placeName }),
    handCount: (of, guard) => run.handCount(of, guard),
    raiseFire: (guard) => run.raiseFire(guard),
    endFire: (guard) => run.endFire(guard),
    heard: (of) => run.heard(of),
    now: Date.now,
  });
}

/** Who it is, as its folder says; the first time as the server does. */
async function identityOf(args: Arguments, dir: string): Promise<MachineIdentity> {
  const [server, code] = [args.text("server"), args.text("code")];
  const known = readIdentity(dir);
  if (code === undefined && known) return known;
  if (server === undefined || code === undefined)
    throw new BadInput(`${dir} belongs to no gate yet: give --server and --code the first time`);
  try {
    const identity = await letIn(new URL(server).origin, code);
    writeIdentity(dir, identity);
    return identity;
  } catch (error) {
    if (error instanceof NotLetIn) throw new BadInput(error.message);
    throw new BadInput(`--server: ${server} does not answer (${(error as Error).message})`);
  }
}

interface Placed extends Omit<Post, "name"> {
  readonly listener: Listener;
}

function postsOf(texts: readonly string[]): Placed[] {
  const posts = texts.map((text): Placed => {
    const [, name = "", side, lane = "passed"] = /^(hci\d+|token\d*)=(\w+)(?::(\w+))?$/.exec(text) ?? [];
    if (!isOneOf(SIDES, side) || !isOneOf(LANES, lane) || (side !== "door" && text.includes(":")))
      throw new BadInput(
        `--listener: "${text}" is not as hci0=door:in, hci0=inside, hci1=outside or token1=door:in`,
      );
    const listener = { name, side, lane };
    return name.startsWith("token")
      ? { listener, kind: "token" }
      : { listener, kind: "adapter", adapter: name };
  });
  if (posts.length === 0)
    posts.push({ listener: { name: "adapter", side: "door", lane: "passed" }, kind: "adapter" });
  const fault = faultOf(layoutOf(posts));
  if (fault) throw new BadInput(`--listener: ${FAULTS[fault]}`);
  return posts;
}

function layoutOf(posts: readonly Placed[]): Layout {
  const listeners = posts.map(({ listener }) => listener);
  const reach = listeners.some(({ side }) => side !== "door") ? SIDES_REACH : REACH;
  return { listeners, reach, tapReach: TAP_REACH };
}

function isOneOf<T extends string>(list: readonly T[], text: string | undefined): text is T {
  return (list as readonly (string | undefined)[]).includes(text);
}

function toldToStop(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => done());
  });
}
