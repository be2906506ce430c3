/** Everything that is made for a unit, and the texts in it. */

import type { Facts } from "../../host-tools/word/facts.ts";
import {
  type Block,
  type Branch,
  type Content,
  LANGUAGES,
  type Language,
} from "../../host-tools/word/model.ts";
import { CHANNELS } from "../../host-tools/word/templates/channels.ts";
import { BARE_COMPANY, COMMUNE, factsOf, LONG_SCHOOL, PARK } from "./units.ts";

export const UNITS = {
  commune: factsOf(COMMUNE),
  school: factsOf(LONG_SCHOOL),
  park: factsOf(PARK),
  company: factsOf(BARE_COMPANY),
};

interface Made {
  readonly unit: string;
  readonly channel: string;
  readonly id: string;
  readonly language: Language;
  readonly content: Content;
}

/** Every template in both languages that the units' facts have something to make of. */
export function madeFor(units: Readonly<Record<string, Facts>>): readonly Made[] {
  return Object.entries(units).flatMap(([unit, facts]) =>
    CHANNELS.flatMap(({ id: channel, templates }) =>
      templates.flatMap(({ id, make }) =>
        LANGUAGES.flatMap((language) => {
          const content = make(facts, language);
          return content === undefined ? [] : [{ unit, channel, id, language, content }];
        }),
      ),
    ),
  );
}

export const MADE = madeFor(UNITS);

/** What people read or hear. Questions are theirs, and left out where `ours` is wanted. */
export function textsOf(content: Content, ours = false): string[] {
  switch (content.kind) {
    case "sheet":
      return [
        content.title,
        content.lead ?? "",
        ...content.blocks.flatMap((block) => blockTexts(block, ours)),
        ...content.foot,
      ];
    case "slides":
      return content.slides.flatMap(({ title, lines, code }) => [title, ...lines, code?.caption ?? ""]);
    case "script":
      return [
        content.title,
        ...content.sections.flatMap(({ heading, lines }) => [ours ? "" : (heading ?? ""), ...lines]),
      ];
    case "message":
      return content.fields.map(({ text }) => text);
    case "calendar":
      return [content.title, ...content.head, ...content.rows.flat()];
  }
}

const branchTexts = ({ title, lines, code }: Branch) => [title, ...lines, code?.caption ?? ""];

function blockTexts(block: Block, ours: boolean): string[] {
  switch (block.kind) {
    case "text":
    case "small":
    case "heading":
    case "warning":
      return [block.text];
    case "steps":
    case "fields":
      return [...block.items];
    case "boxes":
      return [block.question, ...block.items];
    case "points":
      return block.items.map(({ text }) => text);
    case "answer":
      return ours ? [block.answer] : [block.question, block.answer];
    case "two":
      return [...branchTexts(block.left), ...branchTexts(block.right)];
    case "code":
      return [block.caption];
    case "table":
      return [...block.head, ...block.rows.flat()];
    case "pictogram":
    case "turn":
      return [];
  }
}
