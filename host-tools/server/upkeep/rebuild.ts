import { storePages } from "../store/page-rows.ts";
import type { StoreParts } from "../store/parts.ts";
import { keptPages } from "../store/snapshot.ts";

/**
 * Derives every record anew from the sealed pages, for instance after the reading of pages was mended. Returns how many
 * pages were read.
 */
export function rebuildRecords({ database, directory, writer }: StoreParts): Promise<number> {
  return writer.alone(() =>
    database.transaction(async (queries) => {
      for (const table of ["radio.encounter", "radio.note", "radio.clock_span"])
        await queries.query(`DELETE FROM ${table}`);
      let count = 0;
      for await (const pages of keptPages(queries)) {
        await storePages(
          queries,
          directory,
          pages.map((event) => ({ event })),
        );
        count += pages.length;
      }
      return count;
    }),
  );
}
