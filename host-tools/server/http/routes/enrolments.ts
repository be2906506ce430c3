/** Enrolment by a bench while the server runs: keys leave it once, sealed to whoever asked. */

import { toHex } from "../../../../protocol/bytes.ts";
import { dayOfEpoch, epochAt } from "../../../../protocol/epoch.ts";
import { enrolmentAnswer, enrolmentRequest } from "../../../contract/enrolments.ts";
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
        return caller.commit([{ kind: "token-enrolled", token: event }], { subject: String(serial) }, () => ({
          serial,
          name,
          sealed,
        }));
      }),
  }),
];
