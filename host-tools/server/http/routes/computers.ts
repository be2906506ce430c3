import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { computerList, givenCode, newComputer } from "../../../contract/computers.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import { accountName } from "../../staff/account-store.ts";
import { CODE_HOURS, codeHashOf, findComputer, listComputers } from "../../staff/computers.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import { type Route, route } from "../request/route.ts";

const ofComputer = v.strictObject({ computer: id });
const CODE_LETTERS = 12;

export const computerRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/computers",
    action: "computer.read",
    places: "filtered",
    summary: "Computers within reach",
    answer: computerList,
    covers: { what: "all computers within reach, those whose code was not used too" },
    async run(_, { office: { queries } }, { reach }) {
      const within = reach && new Set(reach);
      const nameOf = async (account: string) => (await accountName(queries, account)) ?? account;
      const all = (await listComputers(queries)).filter(({ place }) => !within || within.has(place));
      return {
        computers: await Promise.all(
          all.map(async ({ addedAt, addedBy, codeUntil, enrolledAt, enrolledBy, point: _, ...computer }) => ({
            ...computer,
            addedAt: isoOf(addedAt),
            addedBy: await nameOf(addedBy),
            ...(codeUntil === undefined ? {} : { codeUntil: isoOf(codeUntil) }),
            ...(enrolledAt === undefined ? {} : { enrolledAt: isoOf(enrolledAt) }),
            ...(enrolledBy === undefined ? {} : { enrolledBy: await nameOf(enrolledBy) }),
          })),
        ),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/computers",
    action: "computer.change",
    status: 201,
    summary:
      "Give a code by which one computer of a place is enrolled, at a sign-in there; with hours of a shift a gate's, for guards who share it",
    body: newComputer,
    answer: givenCode,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    async run({ body }, { office }, caller) {
      if (body.shiftHours !== undefined && !office.places.organisation(body.place))
        throw refuse("input", "place");
      const [id, code] = [randomUUID(), toldOnce(CODE_LETTERS)];
      const now = office.now();
      const { name, place, shiftHours } = body;
      const shift = shiftHours === undefined ? {} : { shiftHours };
      const codeUntil = now + CODE_HOURS * 3_600_000;
      const computer = { id, name, place, ...shift, addedBy: caller.account.id, addedAt: now, codeUntil };
      const change = { kind: "computer", computer, codeHash: codeHashOf(code) } as const;
      return caller.commit([change], { subject: id }, () => ({ id, code, codeUntil: isoOf(codeUntil) }));
    },
  }),
  route({
    method: "DELETE",
    path: "/api/computers/{computer}",
    action: "computer.change",
    summary: "Take a computer out, such as a lost one: its key opens nothing, its sessions end",
    params: ofComputer,
    answer: nothing,
    subject: ({ params }) => params.computer,
    async places({ params }, { office }) {
      const found = await findComputer(office.queries, params.computer);
      return found && [found.place];
    },
    // Nobody is on the way in with it meanwhile.
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const id = params.computer;
        if (!(await findComputer(office.queries, id))) throw refuse("not-found", "computer");
        return caller.commit([{ kind: "computer-removed", id }], { subject: id }, () => ({}));
      }),
  }),
];
