/**
 * Every call that the server makes of its disk goes wrong in every way, the process is started again, the power is cut, and it is
 * started once more. What was receipted must be there, what was discarded must not, and no start may take less for all.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { useDisk } from "../../../host-tools/server/disk/disk.ts";
import { JournalDamage } from "../../../host-tools/server/journal/damage.ts";
import {
  type Call,
  CUTS,
  type Cut,
  FAULTS,
  type Fault,
  FaultyDisk,
  type Plan,
} from "../../support/faulty-disk.ts";
import { enrolTokens } from "../../support/scenario.ts";
import {
  type Bench,
  bring,
  DAY,
  judge,
  judgeBackup,
  pages,
  type Scenario,
  START,
  TOKENS,
  type Told,
  unreceipted,
  withServer,
} from "./disk-fault-scenarios.ts";

export interface Trial extends Plan {
  readonly scenario: string;
  readonly called: Call;
  readonly cut: Cut;
  /** Undefined where all is as it must be. */
  readonly wrong: string | undefined;
  /** A start that said that bytes are missing, where a bit was flipped. */
  readonly isRefused: boolean;
}

interface CampaignOptions {
  /** Every so many-th call is tried. */
  readonly every: number;
  /** The first of them is drawn with it: another run tries others. The first call, unless told. */
  readonly seed?: number;
  /** An empty database each time; what it held before is gone. */
  readonly emptied: () => Promise<Database>;
  /** All that can happen, unless told. */
  readonly which?: (call: Call, fault: Fault) => boolean;
  /** One after the other, with and without a start in between, unless told. */
  readonly cut?: Cut;
  readonly isRevived?: boolean;
}

/** Trials of a scenario, one after the other. */
export async function* tryFaults(
  scenario: Scenario,
  { every, seed = 0, emptied, which = canHappen, cut: told, isRevived: isToldRevived }: CampaignOptions,
): AsyncGenerator<Trial> {
  const base = await prepared(emptied);
  try {
    const calls = await playedThrough(scenario, base, emptied);
    let turn = 0;
    for (let call = (seed % every) % calls.length; call < calls.length; call += every)
      for (const fault of FAULTS) {
        if (!which(calls[call]!, fault)) continue;
        const cut = told ?? CUTS[turn % CUTS.length]!;
        // A start writes anew what a bit was flipped in: it is to be met as it lies there.
        const isRevived = isToldRevived ?? (fault !== "flipped bit" && turn % 4 !== 0);
        turn++;
        const outcome = await tried(scenario, base, { call, fault }, { cut, isRevived, emptied });
        yield { scenario: scenario.name, call, fault, called: calls[call]!, cut, ...outcome };
      }
  } finally {
    rmSync(base.dir, { recursive: true, force: true });
  }
}

function canHappen(call: Call, fault: Fault): boolean {
  return call === "write" || (fault !== "short write" && fault !== "flipped bit");
}

interface Base {
  readonly dir: string;
  readonly disk: FaultyDisk;
  readonly told: Told;
}

/** A disk on which a server has worked and was closed; a folder for its lock. */
async function prepared(emptied: () => Promise<Database>): Promise<Base> {
  const dir = mkdtempSync(join(tmpdir(), "bluezone-faults-"));
  const disk = new FaultyDisk();
  const told: Told = {
    receipts: new Map(),
    brought: new Map(),
    ticket: 0,
    backup: undefined,
    isRestored: false,
    erased: new Set(),
    perhapsErased: new Set(),
    discarded: new Set(),
    perhapsDiscarded: new Set(),
  };
  await onDisk(disk, async () => {
    const bench: Bench = { dir, told, emptied, database: await emptied(), now: START };
    await withServer(bench, async (server) => {
      await enrolTokens(server, TOKENS, DAY);
      await bring(server, pages(0, 1), bench);
    });
  });
  return { dir, disk, told };
}

async function onDisk<T>(disk: FaultyDisk, work: () => Promise<T>): Promise<T> {
  useDisk(disk);
  try {
    return await work();
  } finally {
    useDisk();
  }
}

async function begun({ disk, told, dir }: Base, emptied: () => Promise<Database>) {
  const copied = structuredClone(told) as Told;
  const bench: Bench = { dir, told: copied, emptied, database: await emptied(), now: START };
  return { disk: disk.copy(), bench };
}

/** The calls of a life in which nothing goes wrong. */
async function playedThrough(
  scenario: Scenario,
  base: Base,
  emptied: () => Promise<Database>,
): Promise<Call[]> {
  const { disk, bench } = await begun(base, emptied);
  return onDisk(disk, async () => {
    disk.plan(undefined);
    await scenario.life(bench);
    return [...disk.calls];
  });
}

type Outcome = Pick<Trial, "wrong" | "isRefused">;

async function tried(
  scenario: Scenario,
  base: Base,
  plan: Plan,
  {
    cut,
    isRevived,
    emptied,
  }: Pick<CampaignOptions, "emptied"> & { readonly cut: Cut; readonly isRevived: boolean },
): Promise<Outcome> {
  const { disk, bench } = await begun(base, emptied);
  return onDisk(disk, async () => {
    disk.plan(plan);
    await scenario.life(bench).catch(() => undefined);
    if (!disk.met) return { wrong: "the call did not come", isRefused: false };
    const isRotten = plan.fault === "flipped bit";
    disk.plan(undefined);
    try {
      const wrong = isRevived && !scenario.wrong ? await revived(bench) : undefined;
      if (wrong) return { wrong: `before the power cut: ${wrong}`, isRefused: false };
    } catch (error) {
      return refusal(error, isRotten, "the process does not start again");
    }
    disk.cutPower(cut);
    if (!bench.database.isDurable) bench.database = await emptied();
    try {
      const wrong = await (scenario.wrong ?? fallen)(bench);
      await judgeBackup(bench);
      return { wrong, isRefused: false };
    } catch (error) {
      return refusal(error, isRotten, "no start after the power cut");
    }
  });
}

/** The process again, with what it finds in memory and tables; stations bring again what they have no receipt for. */
function revived(bench: Bench): Promise<string | undefined> {
  return withServer(bench, async (server) => {
    await bring(server, unreceipted(bench.told), bench);
    return judge(bench);
  });
}

function fallen(bench: Bench): Promise<string | undefined> {
  return withServer(bench, async (server) => {
    const { counter } = await server.issueTicket(1);
    if (counter <= bench.told.ticket) return `ticket ${counter} was given out before`;
    return judge(bench);
  });
}

/** A start that says that bytes are missing is right where they are; everything else is a fault. */
function refusal(error: unknown, isRotten: boolean, where: string): Outcome {
  const said = error instanceof Error ? error.message : String(error);
  if (isRotten && (error instanceof JournalDamage || / is damaged[ ,]/.test(said)))
    return { wrong: undefined, isRefused: true };
  return { wrong: `${where}: ${said}`, isRefused: false };
}
