/** What a cut has left: numbers of which nobody knows whether they came, are void, or are a token by now. */
import { tokenName } from "../../protocol/identity.ts";
import { end, note, tell, type Work } from "./work.ts";

/**
 * A number whose mark may have been written is a token's when its name is heard or read while the button is held. Else it stays in
 * doubt: its board shows by an open console that it is none.
 */
export async function settle(work: Work, serial: number, port: string): Promise<"finished" | "doubt"> {
  const { ear, person, pace, batch } = work;
  const { unit } = batch.doubt.find((one) => one.serial === serial)!;
  const wanted = tokenName(serial);
  const asked = person?.readsName(port, wanted);
  const heard = ear?.named(wanted, pace.name);
  const isRead = asked?.then((name) => name !== undefined && name.trim().toUpperCase() === wanted);
  if (!((await isRead) || (await heard))) {
    work.told({ kind: "settled", serial, as: "doubt" });
    return "doubt";
  }
  await end(work, { kind: "finished", unit, serial, by: "name" });
  work.told({ kind: "settled", serial, as: "finished" });
  return "finished";
}

/** Brings a ledger that was cut short to where work can go on. Throws when the server refuses. */
export async function settleAll(work: Work): Promise<void> {
  const { batch, enroller } = work;
  for (const { unit, request, point, boardNumber, power } of batch.unanswered) {
    // The number is told again, and what was sealed to a key that is gone opens to nobody.
    const { serial } = await enroller.enrol({ request, point, boardNumber, power });
    note(work, { kind: "number", unit, request, serial });
  }
  for (const { serial, state } of batch.untold)
    await tell(work, serial, state === "void" ? "void" : "finished");
  for (const { serial } of batch.drawn) {
    await end(work, {
      kind: "void",
      serial,
      why: "cut before the mark: the board loses its keys at its next start",
    });
    work.told({ kind: "settled", serial, as: "void" });
  }
  for (const { serial, unit } of batch.doubt) await settle(work, serial, unit);
}
