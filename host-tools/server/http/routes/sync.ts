import * as v from "valibot";
import { MAX_TICKET_HOURS } from "../../../../protocol/authority.ts";
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { PAGE_BYTES } from "../../../../protocol/page.ts";
import { decodeControl } from "../../../../protocol/sync.ts";
import { refuse } from "../../refusal.ts";
import { type Route, route } from "../route.ts";
import { count, countText, hex, nothing, serial } from "../schemas.ts";

const ofToken = v.strictObject({ serial });
const subject = ({ params }: { params: { serial: number } }) => String(params.serial);
/** What a health report message may be long at most, with its operation byte. */
const HEALTH_BYTES = 20;

export const syncRoutes: readonly Route[] = [
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/ticket", action: "sync.ticket", status: 201 },
    summary: "A ticket that lets a station read this token",
    params: ofToken,
    body: v.strictObject({
      highest: v.optional(count),
      hours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_TICKET_HOURS))),
    }),
    answer: v.strictObject({
      counter: v.number(),
      notBefore: v.number(),
      hours: v.number(),
      mac: v.string(),
    }),
    subject,
    async run({ params, body }, { sync }, caller) {
      const { highest, hours } = body;
      // Written down first: no ticket without a row.
      await caller.commit([], { subject: String(params.serial) });
      const ticket = await sync.issueTicket(params.serial, {
        ...(highest === undefined ? {} : { highest }),
        ...(hours === undefined ? {} : { hours }),
      });
      return { ...ticket, mac: toHex(ticket.mac) };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/time", action: "sync.time" },
    summary: "The time, signed for this token and its nonce",
    ...{ params: ofToken, body: v.strictObject({ nonce: hex(8) }), subject },
    answer: v.strictObject({ unixSeconds: v.number(), mac: v.string() }),
    async run({ params, body }, { sync }) {
      const signed = await sync.signTime(params.serial, fromHex(body.nonce)!);
      return { unixSeconds: signed.unixSeconds, mac: toHex(signed.mac) };
    },
  }),
  route({
    ...{ method: "PUT", path: "/api/tokens/{serial}/pages/{sequence}", action: "sync.page" },
    summary: "A sealed page as it came off the token; answered with a receipt once its bytes are durable",
    params: v.strictObject({ serial, sequence: countText }),
    query: v.strictObject({ length: countText, mac: hex(8) }),
    ...{ body: PAGE_BYTES, subject },
    answer: v.strictObject({ sequence: v.number(), length: v.number(), mac: v.string() }),
    async run({ params, query, body }, { sync }) {
      const { serial, sequence } = params;
      const mac = fromHex(query.mac)!;
      const receipt = await sync.receivePage({ serial, sequence, length: query.length, mac, bytes: body });
      return { ...receipt, mac: toHex(receipt.mac) };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/health", action: "sync.health" },
    summary: "A token's health report, as the message that it sent, with its MAC",
    params: ofToken,
    body: v.strictObject({
      message: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/), v.maxLength(2 * HEALTH_BYTES)),
      mac: hex(12),
    }),
    ...{ answer: nothing, subject },
    async run({ params, body }, { sync }) {
      const message = decodeControl(fromHex(body.message)!);
      if (!message.ok || message.value.name !== "healthReport") throw refuse("input", "message");
      await sync.receiveHealth(params.serial, { report: message.value, mac: fromHex(body.mac)! });
      return {};
    },
  }),
];
