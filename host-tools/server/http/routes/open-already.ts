/** What is said to whoever opens a case that there may be already. */
import { refuseUndecided } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Case } from "../../cases/case.ts";
import { likeCases } from "../../cases/open-cases.ts";
import type { Office } from "../../changes.ts";
import type { Caller } from "../request/route.ts";
import { placeName } from "./case-views.ts";

/** Refusal: open-case, with what the caller may know of it; of elsewhere only that there is one of the same person. */
export async function mustBeTheOnlyOne(
  of: Case,
  all: readonly Case[],
  office: Office,
  { account }: Caller,
): Promise<void> {
  const like = await likeCases(office.queries, all, of);
  const told = like.flatMap(({ of: other, by }) => {
    const { id, reference, openedAt, place } = other;
    if (office.places.isWithin(place, account.place))
      return { id, reference, openedAt: isoOf(openedAt), placeName: placeName(office, place) };
    return by === "person" ? {} : [];
  });
  if (told.length > 0)
    throw refuseUndecided("open-case", like.some(({ by }) => by === "person") ? "subject" : "reference", {
      cases: told,
    });
}
