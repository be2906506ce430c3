/** Enrolment by a bench while the server runs: keys leave it once, sealed to whoever asked; what became of each number comes back. */
import * as v from "valibot";
import { toHex } from "../../../../protocol/bytes.ts";
import { dayOfEpoch, epochAt } from "../../../../protocol/epoch.ts";
import { enrolmentAnswer, enrolmentRequest, numberEnd, numberEnded } from "../../../contract/enrolments.ts";
import { serial } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import type { Change } from "../../changes.ts";
import { inStock } from "../../stock/stock-store.ts";
import { drawnNumber, wasSeen } from "../../tokens/enrolment-store.ts";
import { sealIdentity } from "../../tokens/seal-identity.ts";
import { type Route, route } from "../request/route.ts";

export const enrolmentRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/enrolments",
    action: "token.enrol",
    status: 201,
    summary: "Enrol the next token: its number, and its identity sealed to the key of the bench",
    body: enrolmentRequest,
    answer: enrolmentAnswer,
    // The next free number is drawn and taken by one at a time.
    run: ({ body }, { office, drawToken, clock }, caller) =>
      office.alone(async () => {
        clock.check();
        const { board, powerAtOneMetre } = body;
        const day = dayOfEpoch(epochAt(office.now() / 1000)) - 1;
        const { enrolment, event } = drawToken({ board, powerAtOneMetre, day });
        const { serial, name, identity } = enrolment;
        const sealed = toHex(sealIdentity(identity, serial, Buffer.from(body.point, "hex")));
        identity.fill(0);
        const drawn = {
          kind: "number-drawn",
          serial,
          place: caller.account.place,
          at: office.now(),
        } as const;
        const changes = [{ kind: "token-enrolled", token: event }, drawn] as const;
        return caller.commit(changes, { subject: String(serial) }, () => ({ serial, name, sealed }));
      }),
  }),
  route({
    method: "POST",
    path: "/api/enrolments/{serial}/end",
    action: "enrolment.end",
    summary:
      "What became of a number that a bench of the own place has drawn: a token has it, which lies ready in the stock of that place, or none ever will; the same again changes nothing",
    params: v.strictObject({ serial }),
    body: numberEnd,
    answer: numberEnded,
    subject: ({ params }) => String(params.serial),
    async places({ params }, { office }) {
      const number = await drawnNumber(office.queries, params.serial);
      return number && [number.place];
    },
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const { serial } = params;
        const { end } = body;
        const { place, state } = (await drawnNumber(office.queries, serial))!;
        if (state === end) return { serial, end };
        if (state !== "drawn" || (end === "void" && (await wasSeen(office.queries, serial))))
          throw refuse("number-ended", "end");
        const at = office.now();
        const changes: Change[] = [{ kind: "number-ended", serial, end, at }];
        const { id: by } = caller.account;
        // Somebody may have handed it out before the bench could tell.
        if (end === "finished" && !(await inStock(office.queries, [serial])).has(serial))
          changes.push({
            kind: "stock-deed",
            serial,
            at,
            deed: "received",
            place,
            by,
            state: "ready",
            details: {},
          });
        return caller.commit(changes, { subject: String(serial), fields: [end] }, () => ({ serial, end }));
      }),
  }),
];
