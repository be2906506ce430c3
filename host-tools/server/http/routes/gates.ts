/** Gates of places, the machines that stand at them and what these bring. */
import { randomUUID } from "node:crypto";
import {
  BRING_BYTES,
  brought,
  GATE_SECRET_BYTES,
  type GateList,
  gateClock,
  gateCode,
  gateList,
  gateMachine,
  gateMachineTold,
  newGate,
  ofGate,
} from "../../../contract/gates.ts";
import { nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { secretHashOf } from "../../gates/gate-desk.ts";
import { findGate, type Gate, gateOfCode, listGates } from "../../gates/gate-store.ts";
import { CODE_HOURS, codeHashOf } from "../../staff/computers.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";

const CODE_LETTERS = 12;

type GateView = GateList["gates"][number];

function viewOfGate(office: Office, of: Gate): GateView {
  const { id, place, name, zone, addedAt, codeUntil, enrolledAt, heardAt, site } = of;
  return {
    id,
    place,
    placeName: placeName(office, place),
    name,
    zone,
    addedAt: isoOf(addedAt),
    ...(codeUntil === undefined || codeUntil <= office.now() ? {} : { codeUntil: isoOf(codeUntil) }),
    ...(enrolledAt === undefined ? {} : { enrolledAt: isoOf(enrolledAt) }),
    ...(heardAt === undefined ? {} : { heardAt: isoOf(heardAt) }),
    ...(site === undefined ? {} : { site }),
  };
}

async function placesOfGate(id: string, { office }: Services): Promise<readonly string[] | undefined> {
  const found = await findGate(office.queries, id);
  return found && [found.place];
}

/** A code, and the change that makes it the gate's. */
function freshCode(id: string, now: number) {
  const code = toldOnce(CODE_LETTERS);
  const until = now + CODE_HOURS * 3_600_000;
  const change = { kind: "gate-code", id, codeHash: codeHashOf(code), until } as const;
  return { change, told: { id, code, codeUntil: isoOf(until) } };
}

export const gateRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/gates",
    action: "gate.read",
    summary: "Gates within reach, and when each was last heard of; nobody's passage",
    answer: gateList,
    places: "filtered",
    covers: {
      what: "all gates within reach, those whose machine never came too; not those that were taken away",
    },
    async run(_, { office }, { reach }) {
      const within = reach && new Set(reach);
      const all = (await listGates(office.queries)).filter(({ place }) => !within || within.has(place));
      return { gates: all.map((gate) => viewOfGate(office, gate)) };
    },
  }),
  route({
    method: "POST",
    path: "/api/gates",
    action: "gate.change",
    status: 201,
    summary: "Add a gate of a place, with the code by which its machine is let in",
    body: newGate,
    answer: gateCode,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    run: ({ body }, { office }, caller) =>
      office.alone(async () => {
        const known = await listGates(office.queries);
        if (known.some(({ place, name }) => place === body.place && name === body.name))
          throw refuse("taken", "name");
        const [id, addedAt] = [randomUUID(), office.now()];
        const { change, told } = freshCode(id, addedAt);
        const gate = { kind: "gate", gate: { id, ...body, addedAt }, by: caller.account.id } as const;
        return caller.commit([gate, change], { subject: id }, () => told);
      }),
  }),
  route({
    method: "POST",
    path: "/api/gates/{gate}/code",
    action: "gate.change",
    status: 201,
    summary: "Give a code by which another machine takes a gate over; the one before stays until it does",
    params: ofGate,
    answer: gateCode,
    subject: ({ params }) => params.gate,
    places: ({ params }, services) => placesOfGate(params.gate, services),
    async run({ params }, { office }, caller) {
      const { change, told } = freshCode(params.gate, office.now());
      return caller.commit([change], { subject: params.gate }, () => told);
    },
  }),
  route({
    method: "DELETE",
    path: "/api/gates/{gate}",
    action: "gate.change",
    summary:
      "Take a gate away: its machine brings nothing any more; what it has brought stays as long as it is kept",
    params: ofGate,
    answer: nothing,
    subject: ({ params }) => params.gate,
    places: ({ params }, services) => placesOfGate(params.gate, services),
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const id = params.gate;
        if (!(await findGate(office.queries, id))) throw refuse("not-found", "gate");
        const change = { kind: "gate-removed", id, at: office.now() } as const;
        return caller.commit([change], { subject: id }, () => ({}));
      }),
  }),
  route({
    method: "POST",
    path: "/api/gates/machine",
    action: "gate.bring",
    summary: "Let a machine in at the gate that a code is of, with a secret that it has drawn",
    body: gateMachine,
    answer: gateMachineTold,
    run: ({ body }, { office, gates, signIn }) =>
      office.alone(async () => {
        const secretHash = secretHashOf(body.secret);
        const now = office.now();
        const found = await gateOfCode(office.queries, codeHashOf(body.code), secretHash, now);
        if (!found) {
          signIn.tries.note("nobody", "gate.bring");
          throw refuse("enrolment-code", "code");
        }
        const { gate, isDone } = found;
        const change = { kind: "gate-machine", id: gate.id, secretHash, at: now } as const;
        const row = {
          actor: "server",
          action: "gate.bring",
          outcome: "done",
          place: gate.place,
          subject: gate.id,
        } as const;
        if (!isDone) await office.commit(row, [change]);
        const { id, name, zone, place } = gate;
        return { gate: id, name, zone, placeName: placeName(office, place), sealTo: await gates.sealTo() };
      }),
  }),
  route({
    method: "POST",
    path: "/api/gates/{gate}/passages",
    action: "gate.bring",
    summary:
      "What a gate's machine has written down: its secret, behind it sealed records (contract/gate-records.ts); no record says that it is there",
    params: ofGate,
    query: gateClock,
    body: BRING_BYTES,
    answer: brought,
    async run({ params, query, body }, { gates, room }) {
      // That it is there a machine may say all the same.
      if (body.length > GATE_SECRET_BYTES) room.check();
      return gates.take(params.gate, body, query.clock * 1000);
    },
  }),
];
