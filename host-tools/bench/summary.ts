/** What became of a batch, for people and as one object. */
import { tokenName } from "../../protocol/identity.ts";
import type { Batch } from "./batch.ts";
import { inBoth } from "./both.ts";
import { WHAT_TO_DO } from "./reasons.ts";

export interface Summary {
  readonly finished: number;
  readonly unlabelled: number;
  /** Numbers that no token has and none will get. */
  readonly void: readonly number[];
  /** Numbers of which nobody knows yet whether a token has them. */
  readonly doubt: readonly { readonly serial: number; readonly name: string; readonly unit: string }[];
  readonly aside: readonly {
    readonly unit: string;
    readonly port: string;
    readonly reason: string;
    readonly words: string;
  }[];
  /** Median time of a board from its first answer to its label. */
  readonly secondsEach: number | undefined;
}

export function summaryOf(batch: Batch): Summary {
  const seconds = batch.finished.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  return {
    finished: batch.finished.length,
    unlabelled: batch.unlabelled.length,
    void: batch.void.map(({ serial }) => serial),
    doubt: batch.doubt.map(({ serial, unit }) => ({ serial, name: tokenName(serial), unit })),
    aside: batch.aside.map(({ unit, port, reason, words }) => ({ unit, port, reason, words })),
    secondsEach: seconds[seconds.length >> 1],
  };
}

export function summaryText(batch: Batch): string {
  const { finished, unlabelled, void: voids, doubt, aside, secondsEach } = summaryOf(batch);
  const pace = secondsEach === undefined ? "" : `, ${secondsEach} s each`;
  return [
    `${finished} thẻ xong / tokens finished${pace}; ${unlabelled} chưa in nhãn / without a label; ${voids.length} số bỏ / numbers void.`,
    ...doubt.map(
      ({ serial, name }) =>
        `${name} (${serial}): ${inBoth(WHAT_TO_DO["in-doubt"])} --read ${serial} khi đã đọc được / once it was read.`,
    ),
    ...batch.aside.map(
      ({ unit, port, reason, words }) =>
        `${unit} (${port}): ${reason}, ${words}. ${inBoth(WHAT_TO_DO[reason])}`,
    ),
    ...(aside.length > 0 ? [`${aside.length} bo để riêng / boards set aside.`] : []),
  ].join("\n");
}
