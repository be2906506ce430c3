/** What the server says for a sync. MACs and nonces are hex digits. */
import * as v from "valibot";
import { MAX_TICKET_HOURS } from "../../protocol/authority.ts";
import { MAX_CONTROL_BYTES } from "../../protocol/sync.ts";
import { count, hex } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";

/** A control message of the token, as it came. */
const message = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/), v.maxLength(2 * MAX_CONTROL_BYTES));

export const ticketRequest = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^BZ-\d{4}$/)),
  hello: message,
  hours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TICKET_HOURS))),
});
export type TicketRequest = RequestOf<typeof ticketRequest>;
/** `serial` is the token that said the HELLO. */
export const ticketAnswer = v.strictObject({
  serial: v.number(),
  counter: v.number(),
  notBefore: v.number(),
  hours: v.number(),
  mac: v.string(),
});
export type TicketAnswer = AnswerOf<typeof ticketAnswer>;

export const timeRequest = v.strictObject({ nonce: hex(8) });
export type TimeRequest = RequestOf<typeof timeRequest>;
export const timeAnswer = v.strictObject({ unixSeconds: v.number(), mac: v.string() });
export type TimeAnswer = AnswerOf<typeof timeAnswer>;

export const receiptAnswer = v.strictObject({ sequence: v.number(), length: v.number(), mac: v.string() });
export type ReceiptAnswer = AnswerOf<typeof receiptAnswer>;

/** The report as the token sent it, with what the message behind it says. */
export const healthRequest = v.strictObject({ message, mac: hex(12), anchor: count });
export type HealthRequest = RequestOf<typeof healthRequest>;
