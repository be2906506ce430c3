/**
 * What is done at a station is done once: it has a key before anybody is asked, and the form that is kept for it bears the same.
 * The form is kept first, so that neither a closed tab nor a lost answer loses it, and goes when the server has said its word.
 */
import type { FormWork } from "../../../contract/forms.ts";
import { sealForm } from "../../../station/seal-form.ts";
import { ApiProblem, isForLater, NoNetwork } from "../../shared/api.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Outbox } from "../local-store/outbox.ts";
import type { Clock, Outcome } from "./types.ts";

export interface DeedParts {
  readonly holdings: Holdings;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly account: string;
  /** Was the server there when it was asked last? */
  readonly isReached: () => boolean;
  /** Sends what waits, as far as the server is there. */
  readonly sendWaiting: () => Promise<void>;
  /** Something was put into the outbox or taken out. */
  readonly onChange: () => void;
}

interface Deed {
  /** Asks the server under the key. */
  readonly ask: (key: string | undefined) => Promise<unknown>;
  /** Throws the question that has to be answered where the server may not be there to put it. */
  readonly mustBeDecided?: () => void;
  /** UUID; one is made unless told. */
  readonly key?: string;
}

/**
 * "done" when the server has answered. "kept" when no answer came, and where forms that it may build on still wait: behind them.
 * Throws what the server will not, or wants to know; NoAnswer where this computer can keep no form yet.
 */
export async function perform(parts: DeedParts, work: FormWork, deed: Deed): Promise<Outcome> {
  const { outbox, holdings, clock, account, onChange } = parts;
  const { ask, mustBeDecided, key = crypto.randomUUID() } = deed;
  const formKey = holdings.basics?.formKey;
  // The page asks again under the same key as long as it is open.
  if (!formKey) return ask(deed.key).then(() => "done");
  const isNext = await isNothingAhead(parts);
  if (!isNext || !parts.isReached()) mustBeDecided?.();
  const at = clock.now();
  const sealed = await sealForm({ id: key, at, clock: clock.evidence(), ...work }, formKey);
  await outbox.keepForm({ id: key, account, kind: work.kind, sealed, at }, isNext);
  if (!isNext) return stays(parts, key);
  try {
    await ask(key);
  } catch (error) {
    if (isLater(error)) return stays(parts, key);
    // Who did it is told here.
    await outbox.dropForm(key);
    onChange();
    throw error;
  }
  await outbox.dropForm(key);
  return "done";
}

async function isNothingAhead({ outbox, account, isReached, sendWaiting }: DeedParts): Promise<boolean> {
  if (!(await outbox.holdsForms(account))) return true;
  if (isReached()) await sendWaiting();
  return !(await outbox.holdsForms(account));
}

async function stays({ outbox, onChange }: DeedParts, key: string): Promise<Outcome> {
  await outbox.release(key);
  await outbox.holdFast();
  onChange();
  return "kept";
}

function isLater(error: unknown): boolean {
  return error instanceof NoNetwork || (error instanceof ApiProblem && isForLater(error));
}
