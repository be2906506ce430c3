/** What this computer can say of the clock by which a form was written: without a network only that, and what is measured later. */
import type { ClockAtWriting, ToldClock } from "../../../contract/tokens.ts";
import type { ServerClock } from "../../../station/server-clock.ts";
import type { KeptForm, StationDatabase } from "./database.ts";

/** The last time of the server that this computer knew, and how far ahead of it it was. Unix ms. */
interface Contact {
  readonly after: number;
  readonly offBefore: number;
}

/** Beside what is held of accounts, and of nobody. */
const PLACE: [string, string] = ["clock", "contact"];
/** Wall and monotonic clock part when somebody sets the one, or sleep stops the other. */
const PARTED_MS = 5_000;
/** The monotonic clock begins anew with each page. */
const PAGE = crypto.randomUUID();

export class ClockEvidence {
  readonly #database: StationDatabase;
  readonly #clock: ServerClock;
  #contact: Contact | undefined;

  constructor(database: StationDatabase, clock: ServerClock) {
    this.#database = database;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    const kept = await this.#database.get("held", PLACE);
    this.#contact ??= kept && (JSON.parse(new TextDecoder().decode(kept)) as Contact);
  }

  /** The server has just told its time. */
  async note(): Promise<void> {
    const [after, offBefore] = [this.#clock.now(), this.offBy()];
    if (after === undefined || offBefore === undefined) return;
    this.#contact = { after: Math.floor(after), offBefore };
    await this.#database.put("held", new TextEncoder().encode(JSON.stringify(this.#contact)), PLACE);
  }

  /** For a form that is written now: sealed with it. */
  atWriting(): ClockAtWriting {
    return { by: this.#clock.now() === undefined ? "computer" : "server", ...this.#contact };
  }

  /** ms by which this computer is ahead of the server now, where that is known. */
  offBy(): number | undefined {
    const verdict = this.#clock.verdict();
    return "offBy" in verdict ? verdict.offBy : undefined;
  }
}

/** For a form that is kept: by this page's clocks. */
export function writtenNow(): Pick<KeptForm, "page" | "monotonic" | "wall"> {
  return { page: PAGE, monotonic: performance.now(), wall: Date.now() };
}

/** What is measured of a form when it is sent. */
export function atSending(
  { page, monotonic, wall }: Pick<KeptForm, "page" | "monotonic" | "wall">,
  offBy: number | undefined,
): Pick<ToldClock, "offBy" | "ago"> {
  const isSame = page === PAGE && monotonic !== undefined && wall !== undefined;
  const ago = isSame ? performance.now() - monotonic : undefined;
  const isSure = ago !== undefined && Math.abs(Date.now() - wall! - ago) <= PARTED_MS;
  return {
    ...(offBy === undefined ? {} : { offBy: Math.round(offBy) }),
    ...(isSure ? { ago: Math.round(ago) } : {}),
  };
}
