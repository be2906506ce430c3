/** A gate's machine with the guard's page before it, fed with adverts by a test instead of a radio. */
import { createECDH, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { GUARD_SHIFT } from "../../host-tools/contract/guards.ts";
import { type Layout, REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { sightingOf } from "../../host-tools/gate/sighting.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateMachine } from "../../host-tools/gate-machine/gate-machine.ts";
import { guardScreenOf } from "../../host-tools/gate-machine/guard-screen.ts";
import { type GuardSite, openGuardSite } from "../../host-tools/gate-machine/guard-site.ts";
import { Guards } from "../../host-tools/gate-machine/guards.ts";
import { HandCounts } from "../../host-tools/gate-machine/hand-counts.ts";
import type { MachineIdentity } from "../../host-tools/gate-machine/identity-file.ts";
import { Loans } from "../../host-tools/gate-machine/loans.ts";
import { RaisedFire } from "../../host-tools/gate-machine/raised-fire.ts";
import { type Sent, sendAll } from "../../host-tools/gate-machine/sender.ts";
import { visitorSheet } from "../../host-tools/labels/visitor-sheet.ts";
import type { Pages } from "../../host-tools/web/pages.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";

const LAYOUT: Layout = {
  listeners: [
    { name: "Cửa vào", side: "door", lane: "in" },
    { name: "Cửa ra", side: "door", lane: "out" },
  ],
  reach: REACH,
  tapReach: TAP_REACH,
};
const IDENTITY = { name: "Cổng 1", placeName: "Nhà máy May Hải Dương", zone: "Xưởng chính" };
/** Who is on shift where a test wants somebody to be. */
export const GUARD = "Lê Văn Gác";
export const GUARD_PIN = "402857";
const TICK_MS = 50;
/** In the middle of an hour and a day: what is counted by them changes under no test's hands. */
const START = Date.UTC(2026, 10, 23, 3, 5);

export class GuardGate {
  readonly folder = mkdtempSync(join(tmpdir(), "guard-"));
  readonly machine: GateMachine;
  readonly guards = new Guards(this.folder);
  /** World ms. */
  readonly now: () => number;
  readonly #of: Pick<MachineIdentity, "name" | "placeName" | "zone">;
  readonly #journal: GateJournal;
  readonly adapters = new Map<string, "on" | "off" | "gone">();
  readonly fire = new RaisedFire();
  sent: Pick<Sent, "hindrance" | "ahead"> | undefined;
  #site: GuardSite | undefined;
  #port = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  private constructor(of: MachineIdentity | undefined, now: (() => number) | undefined) {
    const opened = Date.now();
    this.now = now ?? (() => START + Date.now() - opened);
    this.#of = of ?? IDENTITY;
    const key = of?.sealTo ?? { id: "00000001", point: createECDH("prime256v1").generateKeys("hex") };
    this.#journal = new GateJournal(join(this.folder, "journal"));
    const parts = { gate: of?.gate ?? "g1", layout: LAYOUT, journal: this.#journal, now: this.now };
    this.machine = new GateMachine({ ...parts, onTaps: (taps) => this.#site?.tapped(taps) }, key);
  }

  /** `of`: a gate of a server, which let this machine in; without one it is nobody's. `now`: world ms. */
  static async open(pages: Pages, of?: MachineIdentity, now?: () => number): Promise<GuardGate> {
    const gate = new GuardGate(of, now);
    await gate.#open(pages);
    return gate;
  }

  get url(): string {
    return `http://localhost:${this.#site!.port}`;
  }

  /** A guard who was here before; returns what a browser on shift sends as its cookie. */
  async onShift(name = GUARD): Promise<string> {
    const first = await this.guards.add(name, this.now());
    const body = JSON.stringify({ name, pin: first ?? GUARD_PIN, ...(first ? { newPin: GUARD_PIN } : {}) });
    const answer = await fetch(`${this.url}${GUARD_SHIFT}`, { method: "POST", body });
    if (answer.status !== 201) throw new Error(`no shift: ${await answer.text()}`);
    return answer.headers.get("set-cookie")!.split(";")[0]!;
  }

  /** The same in a page's browser, which learns of it by itself. */
  async letOnShift(page: Page, name = GUARD): Promise<void> {
    const [cookie, value] = (await this.onShift(name)).split("=") as [string, string];
    const { hostname: domain } = new URL(this.url);
    await page.context().addCookies([{ name: cookie, value, domain, path: "/gate" }]);
  }

  /** The program at the gate ends, and starts again at the same address. */
  async stopSite(): Promise<void> {
    this.#port = this.#site!.port;
    clearInterval(this.#ticking);
    await this.#site!.stop();
  }
  startSite(pages: Pages): Promise<void> {
    return this.#open(pages);
  }

  async #open(pages: Pages): Promise<void> {
    const counts = new HandCounts(this.folder);
    const screen = (now: number) =>
      guardScreenOf(
        {
          identity: this.#of,
          layout: LAYOUT,
          machine: this.machine,
          kind: () => "adapter",
          adapter: (name) => this.adapters.get(name) ?? "on",
          sent: this.sent,
          fire: this.fire,
        },
        now,
      );
    this.#site = await openGuardSite({
      pages,
      port: this.#port,
      counts,
      loans: new Loans(this.folder),
      screen,
      guards: this.guards,
      visit: (of, guard) => this.machine.visit(of, guard, this.now()),
      takeVisitBack: (id, guard) => this.machine.takeVisitBack(id, guard, this.now()),
      paper: () => visitorSheet({ gate: this.#of.name, placeName: this.#of.placeName }),
      handCount: (of, guard) => this.machine.handCount(of, guard),
      raiseFire: (guard) => this.#say("raise", guard),
      endFire: (guard) => this.#say("end", guard),
      heard: () => undefined,
      now: this.now,
    });
    this.#ticking = setInterval(() => void this.machine.tick(this.now()).catch(() => {}), TICK_MS);
  }

  /** As GateRun does it; `bring` tells the server. */
  async #say(did: "raise" | "end", guard: string): Promise<void> {
    const id = this.fire.idAt(this.now()) ?? randomUUID();
    await this.machine.fireWord({ id, did }, guard, this.now());
    if (did === "raise") this.fire.raise(id, this.now());
    else this.fire.end();
  }

  /** A press of a token that is somewhere in range: adverts each tenth of a second, as it sends them; returns at the first. */
  press(listener: string, id: Uint8Array = randomBytes(ROLLING_ID_BYTES), adverts = 5): number {
    const tail = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;
    const data = encodeAdvert(id, { ...tail, inBurst: false, late: false });
    const hear = () => this.machine.hear(sightingOf({ at: this.now(), listener, rssi: -66, data })!);
    hear();
    for (let i = 1; i < adverts; i++) setTimeout(hear, 100 * i);
    return Date.now();
  }

  /** Brings all that was written down to the server; returns how many passages and visits it took. */
  async bring(identity: MachineIdentity): Promise<number> {
    await this.#journal.rotate();
    const { hindrance, unread, taken } = await sendAll({ journal: this.#journal, identity, now: this.now });
    if (hindrance !== undefined || unread > 0) throw new Error(`not brought: ${hindrance}, ${unread} unread`);
    return taken;
  }

  async close(): Promise<void> {
    clearInterval(this.#ticking);
    await this.#site?.stop();
    await this.#journal.rotate();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
