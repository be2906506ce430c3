/** Holds what was answered to be saved against what the database remembers: nothing is missing, and what each change took the place of was seen. */
import { findCase } from "../../host-tools/server/cases/case-store.ts";
import { findPerson } from "../../host-tools/server/people/person-store.ts";
import type { Asked, Fields, PairDesk } from "./pair-desk.ts";

/** A sentence for each loss: what was answered to be saved and is not there, or took the place of what nobody had seen. */
export async function lossesOf(at: PairDesk, asked: readonly Asked[]): Promise<string[]> {
  const { desk, cases, persons } = at;
  const losses: string[] = [];
  const same: Same = (is, ought, what) => {
    if ((is ?? null) !== (ought ?? null)) losses.push(`${what}: ${is}, not ${ought}`);
  };
  await contactsAreWhole(
    at,
    asked.filter(({ path }) => path.includes("/contacts/")),
    same,
  );
  for (const of of cases) {
    const after = (await findCase(desk.office.queries, of.id))!;
    await replay(at, asked, of.id, `/api/cases/${of.id}`, { onset: of.onset }, { onset: after.onset }, same);
  }
  for (const person of persons) {
    const { phone, hamlet } = (await findPerson(desk.office.queries, person))!;
    await replay(at, asked, person, `/api/persons/${person}`, {}, { phone, hamlet }, same);
  }
  return losses;
}

type Same = (is: unknown, ought: unknown, what: string) => void;

async function contactsAreWhole({ desk, ids }: PairDesk, asked: readonly Asked[], same: Same): Promise<void> {
  // Every change of a contact that was answered to be saved stands in its history, and what it replaced was seen.
  const history = await desk.office.queries.query<{
    case_id: string;
    key: string;
    id: string;
    at: Date;
    by: string;
    state: string;
    note: string | null;
  }>("SELECT case_id, key, id, at, by, state, note FROM desk.contact_change ORDER BY at, id");
  const saved = new Map(asked.filter(({ isSaved }) => isSaved).map((change) => [change.body.id!, change]));
  const rows = new Map(history.map((row) => [row.id, row]));
  for (const id of saved.keys()) same(rows.has(id), true, `${id} was saved and is in the history`);
  for (const row of history) {
    const change = saved.get(row.id);
    same(change !== undefined, true, `${row.id} is in the history and was answered to be saved`);
    if (!change) continue;
    const { body, who } = change;
    same(row.by, ids.get(who), "who it was");
    const before = history.filter(
      (other) => other.case_id === row.case_id && other.key === row.key && other.at < row.at,
    );
    const known = before.findLast(
      ({ at }) => body.seen !== null && at.getTime() <= Date.parse(String(body.seen)),
    );
    for (const [field, none] of [
      ["state", "to-call"],
      ["note", null],
    ] as const) {
      const replaced = before.at(-1)?.[field] ?? none;
      if (body[field] === undefined) same(row[field], replaced, "what was not changed stays");
      else {
        same(row[field], body[field], "what was saved");
        if (row[field] !== replaced) same(known?.[field] ?? none, replaced, "what is replaced was seen");
      }
    }
  }
}

/** Holds what was answered to be saved against the rows of the audit log, in their order: what each took the place of was seen. */
async function replay(
  { desk, ids }: PairDesk,
  asked: readonly Asked[],
  subject: string,
  path: string,
  first: Fields,
  last: Fields,
  same: Same,
): Promise<void> {
  const rows = await desk.office.queries.query<{ actor: string; fields: string }>(
    "SELECT actor, fields FROM audit.entry WHERE subject = $1 AND action IN ('case.change', 'person.change') ORDER BY number",
    [subject],
  );
  const mine = new Map(
    [...ids].map(([login, id]) => [
      id,
      asked.filter((one) => one.who === login && one.path === path && one.isSaved),
    ]),
  );
  const current = new Map(Object.entries(first));
  const isChange = ({ body: { seen, ...wanted } }: Asked) =>
    Object.keys(wanted).some(
      (field) =>
        (wanted[field] ?? null) !== ((seen as Fields)[field] ?? null) &&
        (wanted[field] ?? null) !== (current.get(field) ?? null),
    );
  for (const { actor, fields } of rows) {
    const queue = mine.get(actor)!;
    while (queue[0] && !isChange(queue[0])) queue.shift();
    const change = queue.shift();
    same(change !== undefined, true, `a row of ${fields} was answered to be saved`);
    if (!change) continue;
    for (const field of fields.split(",")) {
      same((change.body.seen as Fields)[field], current.get(field), "what is replaced was seen");
      current.set(field, change.body[field] ?? null);
    }
  }
  for (const queue of mine.values())
    for (const { body } of queue.filter(isChange))
      same(JSON.stringify(body), null, "saved and not in the history");
  for (const [field, value] of current) same(last[field], value, `${field} at the end`);
}
