import * as v from "valibot";
import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { PAGE_BYTES } from "../../../../protocol/page.ts";
import { type ControlMessage, decodeControl } from "../../../../protocol/sync.ts";
import { countText, hex, nothing, serial } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import {
  healthRequest,
  receiptAnswer,
  ticketAnswer,
  ticketRequest,
  timeAnswer,
  timeRequest,
} from "../../../contract/syncs.ts";
import { readerOf } from "../request/guard.ts";
import { type Route, route } from "../request/route.ts";

const ofToken = v.strictObject({ serial });
const subject = ({ params }: { params: { serial: number } }) => String(params.serial);

/** Refusal: input, when the bytes are no message of that name. */
function messageOf<N extends ControlMessage["name"]>(text: string, name: N) {
  const decoded = decodeControl(fromHex(text)!);
  if (!decoded.ok || decoded.value.name !== name) throw refuse("input", name);
  return decoded.value as Extract<ControlMessage, { name: N }>;
}

export const syncRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/tickets",
    action: "sync.ticket",
    status: 201,
    summary:
      "Who the token is that said this HELLO under this name, and a ticket that lets a station read it",
    body: ticketRequest,
    answer: ticketAnswer,
    async run({ body }, { sync, station, mayTryName }, caller) {
      // Who can try names without end learns whose they are.
      if (!(await mayTryName(caller.account.id))) throw refuse("too-many", "hello");
      const hello = messageOf(body.hello, "hello");
      const serial = sync.whoSays(body.name, hello);
      // Written down first: no ticket without a row.
      await caller.commit([], { subject: String(serial) });
      const { hours } = body;
      const ticket = await sync.issueTicket(serial, {
        highest: hello.ticketHighest,
        ...(hours === undefined ? {} : { hours }),
      });
      station.inHand.helloHeld(serial, readerOf(caller));
      return { serial, ...ticket, mac: toHex(ticket.mac) };
    },
  }),
  route({
    method: "POST",
    path: "/api/tokens/{serial}/time",
    action: "sync.time",
    summary: "The time, signed for this token and its nonce",
    params: ofToken,
    body: timeRequest,
    subject,
    answer: timeAnswer,
    async run({ params, body }, { sync, station }, caller) {
      const signed = await sync.signTime(params.serial, fromHex(body.nonce)!);
      station.inHand.timeSigned(params.serial, readerOf(caller), signed.unixSeconds);
      return { unixSeconds: signed.unixSeconds, mac: toHex(signed.mac) };
    },
  }),
  route({
    method: "PUT",
    path: "/api/tokens/{serial}/pages/{sequence}",
    action: "sync.page",
    summary: "A sealed page as it came off the token; answered with a receipt once its bytes are durable",
    params: v.strictObject({ serial, sequence: countText }),
    query: v.strictObject({ length: countText, mac: hex(8) }),
    body: PAGE_BYTES,
    subject,
    answer: receiptAnswer,
    async run({ params, query, body }, { sync }) {
      const { serial, sequence } = params;
      const mac = fromHex(query.mac)!;
      const receipt = await sync.receivePage({ serial, sequence, length: query.length, mac, bytes: body });
      return { ...receipt, mac: toHex(receipt.mac) };
    },
  }),
  route({
    method: "POST",
    path: "/api/tokens/{serial}/health",
    action: "sync.health",
    summary: "A token's health report, as the message that it sent, with what the message behind it says",
    params: ofToken,
    body: healthRequest,
    answer: nothing,
    subject,
    async run({ params, body }, { sync, station }, caller) {
      const report = messageOf(body.message, "healthReport");
      const { anchor } = body;
      await sync.receiveHealth(params.serial, { report, mac: fromHex(body.mac)!, anchor });
      station.inHand.healthHeld(params.serial, readerOf(caller), anchor);
      return {};
    },
  }),
];
