/** From what is typed to an archive for each channel, or what stands in the way. */
import { DoesNotFit } from "../../../word/drawing/does-not-fit.ts";
import { type FactsProblem, readFacts } from "../../../word/facts.ts";
import { channelZip } from "../../../word/kit/kit.ts";
import type { Tools } from "../../../word/kit/kit-of.ts";
import type { Template } from "../../../word/model.ts";
import { CHANNELS } from "../../../word/templates/channels.ts";
import { type Draft, givenFrom } from "./word-form.ts";

export interface MadeZip {
  /** Of the channel. */
  readonly id: string;
  readonly zip: Uint8Array;
}

interface Unfit {
  readonly template: Template;
  readonly error: DoesNotFit;
}

export interface KitTold {
  readonly problems: readonly FactsProblem[];
  readonly unfit?: Unfit;
  /** Channels for which the facts have nothing. */
  readonly empty?: readonly string[];
  readonly made: readonly MadeZip[];
}

export interface KitProgress {
  readonly done: number;
  readonly of: number;
}

const TEMPLATES = CHANNELS.flatMap(({ templates }) => templates);

export async function makeKit(
  draft: Draft,
  logo: Uint8Array | undefined,
  tools: Tools,
  tell: (progress: KitProgress) => void,
): Promise<KitTold> {
  const read = readFacts(givenFrom(draft.typed, logo));
  if ("faults" in read) return { problems: read.faults, made: [] };
  const chosen = CHANNELS.filter(({ id }) => draft.channels.includes(id));
  const of = chosen.reduce((sum, { templates }) => sum + templates.length, 0);
  const kit = { facts: read.facts, languages: draft.languages, tools, hasBleed: draft.hasBleed };
  const made: MadeZip[] = [];
  let done = 0;
  tell({ done, of });
  try {
    const empty: string[] = [];
    for (const channel of chosen) {
      const zip = await channelZip(channel, kit, () => tell({ done: ++done, of }));
      if (zip) made.push({ id: channel.id, zip });
      else empty.push(channel.id);
    }
    return { problems: [], empty, made };
  } catch (error) {
    const template = error instanceof DoesNotFit && TEMPLATES.find(({ id }) => id === error.template);
    if (!template) throw error;
    return { problems: [], unfit: { template, error: error as DoesNotFit }, made: [] };
  }
}
