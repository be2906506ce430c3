/** A thread that reads and checks a list: a file of others is parsed nowhere else, and holds nobody up. */
import { parentPort, workerData } from "node:worker_threads";
import { type Checked, checkRoster, headingsOf } from "../../roster/check.ts";
import { DoubleSearch, doubleRows } from "../../roster/doubles.ts";
import { markedFile } from "../../roster/marked.ts";
import { readTable } from "../../roster/read.ts";
import { UnitNames } from "../../roster/unit-names.ts";
import { RosterFault } from "../../roster/words.ts";
import type { FoundDouble, KnownPerson } from "./judge.ts";
import type { ListRead, ListTask } from "./list-reading.ts";

async function read({
  bytes,
  today,
  choice,
  repairsPhones,
  units,
  within,
  people,
  isMarked,
}: ListTask): Promise<ListRead> {
  let columns: Pick<Checked, "columns" | "headingRow"> | undefined;
  try {
    const table = await readTable(bytes);
    const { row: headingRow, columns: guessed } = headingsOf(table, { choice, today });
    columns = { columns: guessed, headingRow };
    const names = new UnitNames(units, today, (id) => within.has(id));
    const checked = checkRoster(table, { today, choice, repairsPhones, units: names });
    const search = new DoubleSearch<KnownPerson>();
    for (const person of people) search.add(person, person);
    const doubles: FoundDouble[] = [
      ...doubleRows(checked.ready),
      ...checked.ready.flatMap(({ row, planned }) =>
        search.find(planned).map(({ item, reasons }) => ({ row, person: item, reasons })),
      ),
    ];
    const marked = isMarked ? await markedFile(table, checked) : undefined;
    return { ...checked, doubles, otherSheets: table.otherSheets, marked };
  } catch (error) {
    if (error instanceof RosterFault) return { fault: error.code, ...columns };
    throw error;
  }
}

parentPort!.postMessage(await read(workerData as ListTask));
