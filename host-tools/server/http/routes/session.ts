import { nothing } from "../../../contract/pieces.ts";
import {
  challenge,
  code,
  codesBegun,
  computerEnrolment,
  computerSignature,
  enrolledComputer,
  gateComputer,
  gateSignIn,
  newPassword,
  nextStage,
  ownSession,
  pin,
  signedIn,
  signingIn,
} from "../../../contract/sessions.ts";
import type { Stage } from "../../../contract/vocabulary.ts";
import { waysOf } from "../../staff/second-factor.ts";
import { endSession, type Session } from "../../staff/sessions.ts";
import { type Extras, type Route, route } from "../request/route.ts";

const own = { action: "session.own" } as const;
const SECOND: readonly Stage[] = ["second", "second-setup"];
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const ALL: readonly Stage[] = ["second", "must-change", "second-setup", "open", "locked"];

/** Whoever has come all the way is known in this browser. */
function come(stage: Stage, { account }: Session, extras: Extras): { stage: Stage } {
  if (stage === "open") extras.knownBy = account.id;
  return { stage };
}

function publicPart({ id, login, name, role, place, enabled }: Session["account"]) {
  return { id, login, name, role, place, enabled };
}

export const sessionRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/session",
    action: "session.open",
    summary: "Sign in",
    status: 201,
    body: signingIn,
    answer: signedIn,
    async run({ body }, { signIn }, _, extras) {
      const { cookie, csrf, stage, account } = await signIn.withPassword(
        ...([body.login, body.password, extras.isKnown === true] as const),
      );
      extras.cookie = cookie;
      if (stage === "open") extras.knownBy = account;
      return { stage, csrf };
    },
  }),
  route({
    method: "POST",
    path: "/api/session/gate/challenge",
    action: "session.open",
    summary: "What the computer of a gate has to sign so that a guard can sign in at it",
    body: gateComputer,
    answer: challenge,
    run: async ({ body }, { signIn }) => ({ challenge: await signIn.gate.newChallenge(body.computer) }),
  }),
  route({
    method: "POST",
    path: "/api/session/gate",
    action: "session.open",
    summary:
      "Sign in at the computer of a gate by PIN, until the shift is over; ends the session of whoever was there",
    status: 201,
    body: gateSignIn,
    answer: signedIn,
    async run({ body }, { signIn }, _, extras) {
      const { cookie, csrf, stage, account } = await signIn.gate.withPin(body, extras.isKnown === true);
      extras.cookie = cookie;
      extras.knownBy = account;
      return { stage, csrf };
    },
  }),
  route({
    method: "GET",
    path: "/api/session",
    ...own,
    summary: "The own session",
    covers: { what: "every second factor that can be given now, or set up" },
    stages: ALL,
    answer: ownSession,
    run(_input, { office }, { session }) {
      const support = office.places.supportOf(session.account.place);
      return {
        stage: session.stage,
        csrf: session.csrf,
        endsAt: new Date(session.endsAt).toISOString(),
        hasPin: session.account.hasPin,
        account: publicPart(session.account),
        ways: [...waysOf(session)],
        ...(support ? { support } : {}),
      };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/session",
    ...own,
    summary: "Sign out",
    stages: ALL,
    answer: nothing,
    async run(_, { office }, { session }, extras) {
      await endSession(office.queries, session.key);
      extras.cookie = null;
      return {};
    },
  }),
  route({
    method: "POST",
    path: "/api/session/code",
    ...own,
    summary: "Give a one-time code",
    stages: ["second"],
    body: code,
    answer: nextStage,
    run: async ({ body }, { signIn }, { session }, extras) =>
      come(await signIn.second.withCode(session, body.code), session, extras),
  }),
  route({
    method: "POST",
    path: "/api/session/password",
    ...own,
    summary: "Change the own password",
    stages: ["must-change", "open"],
    body: newPassword,
    answer: nextStage,
    run: async ({ body }, { signIn }, { session }, extras) =>
      come(await signIn.changePassword(session, body.old, body.new), session, extras),
  }),
  route({
    method: "POST",
    path: "/api/session/codes",
    ...own,
    summary: "Begin to set up one-time codes",
    stages: ["second-setup", "open"],
    answer: codesBegun,
    run: (_, { signIn }, { session }) => signIn.second.newCodes(session),
  }),
  route({
    method: "PUT",
    path: "/api/session/codes",
    ...own,
    summary: "Confirm them by a first code",
    stages: ["second-setup", "open"],
    body: code,
    answer: nextStage,
    run: async ({ body }, { signIn }, { session }, extras) =>
      come(await signIn.second.confirmCodes(session, body.code), session, extras),
  }),
  route({
    method: "POST",
    path: "/api/session/challenge",
    ...own,
    stages: [...SECOND, "open"],
    summary: "What an enrolled computer has to sign, or one that is being enrolled",
    answer: challenge,
    run: async (_, { signIn }, { session }) => ({ challenge: await signIn.second.newChallenge(session) }),
  }),
  route({
    method: "POST",
    path: "/api/session/computer",
    ...own,
    stages: SECOND,
    summary: "Sign in with an enrolled computer: its signature of the challenge",
    body: computerSignature,
    answer: nextStage,
    run: async ({ body }, { signIn }, { session }, extras) =>
      come(
        await signIn.second.withComputer(session, body.computer, bytesOf(body.signature)),
        session,
        extras,
      ),
  }),
  route({
    method: "PUT",
    path: "/api/session/computer",
    ...own,
    stages: [...SECOND, "open"],
    summary:
      "Enrol this computer by an administrator's code, with its key and its signature of the challenge; a gate's by a guard at work",
    body: computerEnrolment,
    answer: enrolledComputer,
    async run({ body: { code, point, signature } }, { signIn }, { session }, extras) {
      const { stage, computer } = await signIn.second.enrolComputer(session, {
        code,
        point: bytesOf(point),
        signature: bytesOf(signature),
      });
      return { ...come(stage, session, extras), computer };
    },
  }),
  route({
    method: "PUT",
    path: "/api/session/pin",
    ...own,
    summary: "Set a PIN for this account",
    body: pin,
    answer: nothing,
    async run({ body }, { signIn }, { session }) {
      await signIn.setPin(session, body.pin);
      return {};
    },
  }),
  route({
    method: "POST",
    path: "/api/session/lock",
    ...own,
    summary: "Lock until the PIN is given",
    answer: nextStage,
    run: async (_, { signIn }, { session }) => ({ stage: await signIn.lock(session) }),
  }),
  route({
    method: "POST",
    path: "/api/session/unlock",
    ...own,
    summary: "Unlock with the PIN",
    stages: ["locked"],
    body: pin,
    answer: nextStage,
    run: async ({ body }, { signIn }, { session }) => ({ stage: await signIn.unlock(session, body.pin) }),
  }),
];
