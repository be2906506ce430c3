/** Setting up an empty server by the code in its folder. */
import { refuse } from "../../../contract/refusal.ts";
import { type NewSetUp, newSetUp, type SetUpDone, setUpDone, setUpState } from "../../../contract/setup.ts";
import { likenessOf } from "../../../contract/texts.ts";
import type { Unit } from "../../../contract/units.ts";
import type { Change } from "../../changes.ts";
import type { Entry } from "../../office/office.ts";
import { hasAccounts, newAdministrator } from "../../staff/first-start.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import type { Places } from "../../units/unit.ts";
import { type Route, route } from "../request/route.ts";

const BY_THE_SERVER = { actor: "server", outcome: "done" } as const;

/** The unit of that code where the server was given it before, else a new one. Refusal: taken. */
function firstUnit(places: Places, wanted: Omit<Unit, "id">, field: string): Unit {
  const { code, name, tier, parent } = wanted;
  const known = places
    .allUnits()
    .find(
      (one) =>
        one.code === code &&
        one.tier === tier &&
        one.to === undefined &&
        (parent === undefined || one.parent === parent),
    );
  if (known && likenessOf(known.name) === likenessOf(name)) return known;
  const id = [code, `${code}-2`].find((one) => !places.has(one));
  if (known || id === undefined) throw refuse("taken", `${field}.code`);
  return { id, ...wanted };
}

/** Refusal: taken, with the field. */
function firstUnits({ province, commune }: NewSetUp, places: Places): readonly [Unit, ...Unit[]] {
  const above = firstUnit(places, { ...province, tier: "province" }, "province");
  if (!commune) return [above];
  if (!places.has(above.id) && commune.code === above.code) throw refuse("taken", "commune.code");
  return [above, firstUnit(places, { ...commune, tier: "commune", parent: above.id }, "commune")];
}

export const setUpRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/setup",
    action: "service.read",
    summary: "Whether the server waits to be set up; nothing else is told",
    answer: setUpState,
    run: (_, { setUp }) => ({ isOpen: setUp.isOpen() }),
  }),
  route({
    method: "POST",
    path: "/api/setup",
    action: "setup.open",
    summary: "Set up a server that has no account, by the code in its folder: province, two administrators",
    status: 201,
    body: newSetUp,
    answer: setUpDone,
    bringsProof: true,
    covers: { what: "both administrators" },
    run: ({ body }, { office, setUp, signIn }, _, { note }) =>
      office.alone(async () => {
        if (await hasAccounts(office)) throw refuse("set-up-done", "server");
        if (!setUp.isRight(body.code)) {
          signIn.tries.note("nobody", "setup.open");
          throw refuse("set-up-code", "code");
        }
        const [first, second] = body.administrators.map(({ login }) => login);
        if (first === second) throw refuse("taken", "administrators.1.login");
        const units = firstUnits(body, office.places);
        const place = units[0].id;
        const added = units.filter(({ id }) => !office.places.has(id));
        const rows: Entry[] = [{ ...BY_THE_SERVER, action: "setup.open", subject: place }];
        const changes: Change[] = [];
        for (const unit of added) {
          rows.push({ ...BY_THE_SERVER, action: "unit.change", subject: unit.id });
          changes.push({ kind: "unit", unit });
        }
        const administrators: SetUpDone["administrators"][number][] = [];
        for (const who of body.administrators) {
          const firstPassword = toldOnce();
          const made = await newAdministrator(who, place, firstPassword);
          rows.push({ ...BY_THE_SERVER, action: "staff.change", subject: made.id });
          changes.push(...made.changes);
          administrators.push({ id: made.id, ...who, firstPassword });
        }
        return office.commitWith(rows, changes, async (queries) => {
          const told = { administrators, place };
          await note!(
            queries,
            told,
            rows.map(({ subject }) => subject!),
          );
          return told;
        });
      }),
    async settle(_, { setUp }) {
      setUp.close();
    },
  }),
];
