import assert from "node:assert/strict";
import fc from "fast-check";
import { Refusal } from "../../../host-tools/contract/refusal.ts";
import type { Organisation, Unit } from "../../../host-tools/contract/units.ts";
import { ROLES, type Role, TIERS } from "../../../host-tools/contract/vocabulary.ts";
import { callerWith, mustBeWithinReach } from "../../../host-tools/server/http/request/guard.ts";
import type { Route, Services } from "../../../host-tools/server/http/request/route.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { ACCESS, ACTIONS } from "../../../host-tools/server/staff/access-table.ts";
import type { Session } from "../../../host-tools/server/staff/sessions.ts";
import { Places } from "../../../host-tools/server/units/unit.ts";

const UNITS = 8;
const ORGANISATIONS = 3;

/** Units by number: of each the number of its parent and of those that took over from it; organisations stand in a unit. */
interface World {
  readonly units: readonly { readonly parent: number | undefined; readonly successors: readonly number[] }[];
  readonly organisations: readonly number[];
}

const number = fc.nat(UNITS - 1);
const place = fc.oneof(
  number.map((i) => `unit-${i}`),
  fc.nat(ORGANISATIONS - 1).map((i) => `organisation-${i}`),
);
/** Any links, rings too: what the office would refuse must not open doors either. */
const world: fc.Arbitrary<World> = fc.record({
  units: fc.array(
    fc.record({
      parent: fc.option(number, { nil: undefined }),
      successors: fc.oneof(fc.constant([]), fc.array(number, { maxLength: 2 })),
    }),
    { minLength: UNITS, maxLength: UNITS },
  ),
  organisations: fc.array(number, { minLength: ORGANISATIONS, maxLength: ORGANISATIONS }),
});
/** What a route's `places` gives; "none" is a route that has no such function. */
const about = fc.oneof(fc.constantFrom("none", "filtered", "gone"), fc.array(place, { maxLength: 3 }));

function placesOf({ units, organisations }: World): Places {
  const places = new Places();
  for (const [i, { parent, successors }] of units.entries()) {
    const above = parent === undefined ? {} : { parent: `unit-${parent}` };
    const unit: Unit = {
      id: `unit-${i}`,
      code: String(i),
      name: `Đơn vị ${i}`,
      tier: TIERS[i % TIERS.length]!,
      successors: successors.map((one) => `unit-${one}`),
      ...above,
    };
    places.putUnit(unit);
  }
  for (const [i, unit] of organisations.entries()) {
    const organisation: Organisation = {
      id: `organisation-${i}`,
      name: `Trường ${i}`,
      kind: "school",
      unit: `unit-${unit}`,
    };
    places.putOrganisation(organisation);
  }
  return places;
}

/** The naive model: everything that comes to lie below `home`, added until nothing is added any more. */
function below(home: string, { units, organisations }: World): Set<string> {
  const found = new Set([home]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const [i, { parent, successors }] of units.entries())
      for (const up of [parent, ...successors])
        if (up !== undefined && found.has(`unit-${up}`)) found.add(`unit-${i}`);
    for (const [i, unit] of organisations.entries())
      if (found.has(`unit-${unit}`)) found.add(`organisation-${i}`);
  }
  return found;
}

describe("how far a caller reaches", () => {
  it("is what the access table says, for any caller in any tree of units, on every route", async () => {
    const outcomes = { let: 0, refused: 0 };
    const property = fc.asyncProperty(
      world,
      fc.constantFrom(...ROUTES),
      fc.constantFrom(...ROLES),
      place,
      about,
      async (tree, route, role, home, of) => {
        const rows: string[] = [];
        const services = servicesOf(tree, rows);
        const asked = askedOf(route, of);
        const caller = callerWith(sessionOf(role, home), asked, services);
        const within = below(home, tree);
        const scope = (ACCESS[route.action].roles as Partial<Record<Role, "own" | "any">>)[role];
        const isOwn = of === "filtered" || (Array.isArray(of) && of.some((one) => within.has(one)));
        const isLet = of !== "gone" && (scope === "any" || (scope === "own" && isOwn));
        const input = { params: {}, query: {}, body: {} } as never;
        const refusal = await mustBeWithinReach(caller, asked, input, services).then(
          () => undefined,
          (error: unknown) => error,
        );
        outcomes[isLet ? "let" : "refused"]++;
        if (isLet) assert.equal(refusal, undefined);
        else assert.ok(refusal instanceof Refusal && refusal.reason === "not-found", String(refusal));
        // What does not exist has been refused to nobody.
        assert.deepEqual(rows, isLet || of === "gone" ? [] : [`${route.action} refused ${home} it`]);
        if (scope === "any") assert.equal(caller.reach, undefined);
        else assert.deepEqual([...caller.reach!].sort(), [...within].sort());
      },
    );
    await fc.assert(property, { numRuns: 3000 });
    assert.ok(outcomes.let > 200 && outcomes.refused > 200, JSON.stringify(outcomes));
  });

  it("is told by a line of the table for every route, and every line but one has a route", () => {
    const used = new Set(ROUTES.map(({ action }) => action));
    for (const action of used) assert.ok(ACTIONS.includes(action), action);
    // What a station is told besides, when it asks about a token.
    assert.deepEqual(
      ACTIONS.filter((action) => !used.has(action)),
      ["station.called"],
    );
  });
});

/** The route as it would be about these places. */
function askedOf(route: Route, of: string | readonly string[]): Route {
  const { places: _, ...rest } = route;
  const asked = { ...rest, subject: () => "it" };
  if (of === "none") return asked;
  return { ...asked, places: () => (of === "gone" ? undefined : (of as "filtered" | readonly string[])) };
}

/** What reach depends on: the tree, and the audit log that is told of refusals. */
function servicesOf(tree: World, rows: string[]): Services {
  const office = {
    places: placesOf(tree),
    commit: async (entry: { action: string; outcome: string; place: string; subject?: string }) => {
      rows.push(`${entry.action} ${entry.outcome} ${entry.place} ${entry.subject}`);
    },
  };
  return { office, mayBeRefused: async () => true } as unknown as Services;
}

function sessionOf(role: Role, home: string): Session {
  const account = { id: "somebody", login: "somebody", name: "Somebody", role, place: home, enabled: true };
  return { account } as unknown as Session;
}
