/** A contact who turns positive becomes a case of their own, which knows where it came from. */
import { randomUUID } from "node:crypto";
import { refuse } from "../../../contract/refusal.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import type { CaseLine } from "../../cases/case-lines.ts";
import { findCase, listCases } from "../../cases/case-store.ts";
import { positiveOf } from "../../cases/samples.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import type { Caller, Services } from "../request/route.ts";
import { checkedDates, commitCase } from "./cases.ts";
import { mustBeTheOnlyOne } from "./open-already.ts";

interface Wanted {
  readonly parent: Case;
  readonly key: string;
  readonly lines: readonly CaseLine[];
  readonly id?: string | undefined;
  readonly onset?: string | undefined;
}

/**
 * Number, ground and day are those of the positive test. To be called alone. Refusals: not-open; not-found, where the contact is no person
 * or out of reach; not-positive; other-request; open-case.
 */
export async function openFromContact(
  { parent, key, lines, id = randomUUID(), onset }: Wanted,
  services: Services,
  caller: Caller,
) {
  const { office, cases } = services;
  mustBeOpen(parent, office.now());
  const line = lines.find((one) => one.key === key);
  const person = line?.listing.person;
  if (person === undefined) throw refuse("not-found", "contact");
  const test = positiveOf((await cases.told(parent.id, key)).get(key) ?? []);
  if (!test) throw refuse("not-positive", "contact");
  if (await findCase(office.queries, id)) throw refuse("other-request", "id");
  const places = (await placesOfPerson(office.queries, person)) ?? [];
  const place = places.find((one) => office.places.isWithin(one, caller.account.place));
  if (place === undefined) throw refuse("not-found", "contact");
  const of: Case = {
    id,
    reference: test.sample,
    ground: test.method,
    subject: { kind: "person", person },
    place,
    ...(onset === undefined ? {} : { onset }),
    tested: test.sampled,
    rule: parent.rule,
    state: "waiting",
    openedBy: caller.account.id,
    openedAt: office.now(),
    parent: parent.id,
  };
  checkedDates(of, office.now());
  await mustBeTheOnlyOne(of, await listCases(office.queries, undefined), office, caller);
  return commitCase(of, services, caller);
}
