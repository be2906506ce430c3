/**
 * The town's server: real in everything but its clock. It makes lists of cases out of logs, calls by token, and the sets that the
 * machines at its places open.
 */
import { randomUUID } from "node:crypto";
import { healthMac } from "../../../protocol/authority.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { dayOfEpoch, EPOCHS_PER_DAY, epochOfDay } from "../../../protocol/epoch.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { laterDayKey, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { type ControlMessage, encodeControl } from "../../../protocol/sync.ts";
import { dayInProvince } from "../../contract/province-time.ts";
import { openedSets, type SetsAhead } from "../../contract/recall-sets.ts";
import { sha256 } from "../../lib/sha256.ts";
import { EPOCH_MS } from "../../lib/time.ts";
import { logPages } from "../../models/page-builder.ts";
import { newCaseId } from "../../server/cases/case-desk.ts";
import { secretHashOf } from "../../server/gates/gate-desk.ts";
import { openRooms } from "../../server/rooms.ts";
import { openServer, type PageUpload, type Server } from "../../server/server.ts";

const COMMUNE = "town";
const SECRET = new Uint8Array(32).fill(7);
const BY = { actor: "server", action: "study", outcome: "done" } as const;
/** Near for three epochs: a contact by the default rule. */
const EPOCHS_NEAR = 3;
const NEAR = { minutes: 0x7fff, strongestLoss: -6, stretchLoss: -2, count: 20 };
/** Of a health report nothing but its time matters here. */
const REPORT: Extract<ControlMessage, { name: "healthReport" }> = {
  name: "healthReport",
  batteryMillivolts: 2900,
  resets: 1,
  cause: 0,
  ppm: 0,
  lostAdverts: 0,
  lostPages: 0,
  firmware: 1,
  oldestSequence: 0,
};

export interface TownToken {
  readonly serial: number;
  readonly keys: ReturnType<typeof keysFromSeed>;
  readonly person: string;
}

const AGREED = {
  answer: "given",
  version: "2026-4",
  language: "vi",
  channel: "station",
  givenBy: "self",
  takenBy: "nurse",
} as const;

/** `first`: the town's first day; tokens are enrolled and handed out then. `seedOf`: of a serial. */
export async function openTown(
  first: number,
  people: number,
  board: number,
  seedOf: (serial: number) => Uint8Array,
): Promise<Town> {
  const clock = { now: first * EPOCHS_PER_DAY * EPOCH_MS };
  const server = await openServer({ now: () => clock.now });
  const rooms = await openRooms(server);
  const serials = Array.from({ length: people }, (_, i) => i + 1);
  await server.enrol(
    serials.map((serial) => ({ serial, day: first, seed: seedOf(serial), board, powerAtOneMetre: -59 })),
  );
  const at = clock.now;
  const { office } = rooms;
  await office.commit(BY, [{ kind: "unit", unit: { id: COMMUNE, code: "1", name: "Xã", tier: "commune" } }]);
  const tokens = serials.map(
    (serial): TownToken => ({ serial, keys: keysFromSeed(sha256, seedOf(serial)), person: randomUUID() }),
  );
  for (const { serial, person } of tokens)
    await office.commit(BY, [
      { kind: "person", person, details: { id: person, name: "Nguyễn Văn", birth: "1960", unit: COMMUNE } },
      ...(["contacts", "call-by-token"] as const).map(
        (purpose) => ({ kind: "consent", person, consent: { ...AGREED, purpose, at } }) as const,
      ),
      { kind: "assign", person, serial, from: at },
    ]);
  const gate = randomUUID();
  await office.commit(BY, [
    { kind: "gate", gate: { id: gate, place: COMMUNE, name: "Trạm", zone: "Trạm", addedAt: at }, by: "one" },
    { kind: "gate-machine", id: gate, secretHash: secretHashOf(toHex(SECRET)), at },
  ]);
  return new Town({ clock, first, server, rooms, tokens, gate });
}

interface TownParts {
  readonly clock: { now: number };
  readonly first: number;
  readonly server: Server;
  readonly rooms: Awaited<ReturnType<typeof openRooms>>;
  readonly tokens: readonly TownToken[];
  readonly gate: string;
}

export class Town {
  readonly #parts: TownParts;

  constructor(parts: TownParts) {
    this.#parts = parts;
  }

  get tokens(): readonly TownToken[] {
    return this.#parts.tokens;
  }

  /** World ms; time goes on only. */
  goTo(at: number): void {
    const { clock } = this.#parts;
    clock.now = Math.max(clock.now, at);
  }

  close(): Promise<void> {
    return this.#parts.server.close();
  }

  /** Somebody is a case; their log, which comes now, says who was near them. Each of these is called by their token. */
  async callContacts(infected: TownToken, near: readonly TownToken[]): Promise<void> {
    const { clock, server, rooms } = this.#parts;
    for (const result of await server.receivePages(this.#logOf(infected, near)))
      if (!result.ok) throw new Error(`a page is refused: ${result.error}`);
    const of = {
      id: newCaseId(),
      place: COMMUNE,
      reference: "HD/1",
      ground: "pcr",
      tested: dayInProvince(clock.now),
      rule: DEFAULT_RULE.id,
      openedBy: "one",
      approvedBy: "two",
      openedAt: clock.now,
      state: "open",
      subject: { kind: "person", person: infected.person },
    } as const;
    await rooms.office.commit(BY, [{ kind: "case", of }]);
    const look = { actor: "one", reason: "case-investigation", subject: of.id } as const;
    const { contacts } = await rooms.cases.list(of, look);
    const listed = new Set(contacts.flatMap(({ listing }) => (listing?.isContact ? [listing.person] : [])));
    for (const { person } of near) {
      if (!listed.has(person)) throw new Error("Who was near is not on the list.");
      const call = { id: randomUUID(), case: of.id, person, by: "one", at: clock.now };
      await rooms.office.commit(BY, [{ kind: "token-call", call }]);
    }
  }

  #logOf(infected: TownToken, near: readonly TownToken[]): PageUpload[] {
    const { clock, first } = this.#parts;
    const last = Math.floor(clock.now / EPOCH_MS) - 1;
    const idOf = ({ keys }: TownToken, epoch: number) =>
      rollingIdsOfDay(sha256, laterDayKey(sha256, keys.dayKey, dayOfEpoch(epoch) - first))[
        epochOfDay(epoch)
      ]!;
    const frames = Array.from({ length: EPOCHS_NEAR }, (_, i) => {
      const epoch = last - EPOCHS_NEAR + i;
      const records = near.map((one) => ({ prefix: idOf(one, epoch).slice(0, 6), summary: NEAR }));
      return { epoch, records };
    });
    const pages = logPages(infected.keys.pageKey, frames);
    return pages.map((page) => ({ serial: infected.serial, ...page }));
  }

  /** A token tells a station, by its own word, that it was synced now. */
  async sync({ serial, keys }: TownToken): Promise<void> {
    const anchor = Math.floor(this.#parts.clock.now / 1000);
    const mac = healthMac(sha256, hmacKey(keys.tokenKey), encodeControl(REPORT).subarray(1), anchor);
    await this.#parts.server.receiveHealth(serial, { report: REPORT, mac, anchor });
  }

  /** What every machine of the commune has from now on. */
  async sets(): Promise<SetsAhead> {
    const { rooms, gate } = this.#parts;
    const opened = await openedSets(await rooms.recalls.setsFor(gate, SECRET), gate, SECRET);
    if (!opened) throw new Error("The sets do not open.");
    return opened;
  }
}
