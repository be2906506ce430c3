/** What guards say through their gate's machine: something has happened in the zone behind it, or it is over. */
import { FIRE_WORD_MINUTES, type FireWord } from "../../contract/fires.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Gate } from "../gates/gate-store.ts";
import type { OfficeOf } from "../office/office.ts";
import { type FireChange, findFire, firesNow, lasts } from "./fire-store.ts";

/** The office, as far as fires go. */
type Office = Pick<OfficeOf<FireChange>, "queries" | "now" | "alone" | "commit">;

/**
 * Each with its row of the audit log, whose actor is the gate. What comes twice, late, or while one lasts there raises nothing; a word
 * ends the fire that it is of, whoever has raised it.
 */
export async function hearGuards(office: Office, gate: Gate, words: readonly FireWord[]): Promise<void> {
  for (const word of words) await office.alone(() => hear(office, gate, word));
}

async function hear(office: Office, gate: Gate, { id, minute, guard, did }: FireWord): Promise<void> {
  const { place, zone } = gate;
  const now = office.now();
  const known = await findFire(office.queries, id);
  const by = { actor: gate.id, action: "fire.open", outcome: "done", place } as const;
  if (did === "end") {
    if (!known || !lasts(known, now) || known.place !== place || known.zone !== zone) return;
    await office.commit({ ...by, subject: id }, [{ kind: "fire-ended", id, at: now }]);
    return;
  }
  const others = await firesNow(office.queries, now);
  const isLate = now - minute * MINUTE_MS > (FIRE_WORD_MINUTES + 1) * MINUTE_MS;
  if (known || isLate || others.some((one) => one.place === place && one.zone === zone)) return;
  const fire = { id, place, zone, openedAt: now };
  await office.commit({ ...by, subject: place, fields: [zone] }, [{ kind: "fire-opened", fire, by: guard }]);
}
