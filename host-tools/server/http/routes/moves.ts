/** Taking in people whom another place gives over: nobody comes to a place, or under its eyes, that did not agree. */

import * as v from "valibot";
import { moveAnswer, movesToHere } from "../../../contract/persons.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { findMove, movesTo } from "../../people/move-store.ts";
import { findPerson } from "../../people/person-store.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";
import { keptSince } from "./kept-since.ts";

const ofMove = v.strictObject({ move: id });

interface OfMove {
  readonly params: { readonly move: string };
}

export const moveRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/moves",
    action: "person.accept",
    summary: "People who are to come to the own place, and from where",
    answer: movesToHere,
    places: "filtered",
    audited: true,
    covers: { by: "keptSince", what: "everybody who is to come; what nobody answered before is deleted" },
    async run(_, { office }, { reach = [] }) {
      const moves = await movesTo(office.queries, reach);
      const shown = moves.map(async ({ person, askedAt, what, ...move }) => {
        const found = await findPerson(office.queries, person);
        if (!found) return [];
        const { [what]: from, name, birth } = found;
        return {
          id: move.id,
          what,
          place: move.place,
          name,
          birth,
          askedAt: new Date(askedAt).toISOString(),
          ...(from === undefined ? {} : { from: placeName(office, from) }),
        };
      });
      return { moves: (await Promise.all(shown)).flat(), keptSince: keptSince(office) };
    },
  }),
  route({
    method: "POST",
    path: "/api/moves/{move}/acceptance",
    action: "person.accept",
    summary: "Take somebody in, or not: then they stay where they are",
    params: ofMove,
    body: moveAnswer,
    answer: nothing,
    subject: ({ params }) => params.move,
    async places({ params }: OfMove, { office }: Services) {
      const move = await findMove(office.queries, params.move);
      return move && [move.place];
    },
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const move = await findMove(office.queries, params.move);
        const found = move && (await findPerson(office.queries, move.person));
        if (!found) throw refuse("not-found", "move");
        const { person, what, place } = move;
        const moved = { kind: "person", person, details: { ...found, [what]: place } } as const;
        const changes = [...(body.accepted ? [moved] : []), { kind: "move-ended", person, what } as const];
        return caller.commit(changes, { subject: person }, () => ({}));
      }),
  }),
];
