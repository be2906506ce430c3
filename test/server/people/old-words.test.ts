import assert from "node:assert/strict";
import { migrate, type SchemaPart } from "../../../host-tools/server/database/migrations.ts";
import { searchPersons } from "../../../host-tools/server/people/person-store.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const STEP = "words of names in the letters that they look like";

/** The schema as a program wrote it that knew no look-alike letters. */
function before(part: SchemaPart): SchemaPart {
  const at = part.steps.findIndex(({ name }) => name === STEP);
  return at < 0 ? part : { ...part, steps: part.steps.slice(0, at) };
}

describeOnDatabases("people who were kept before letters that look alike were one", () => {
  it("are found as those who came later", async function () {
    this.timeout(120_000);
    const database = await emptyDatabase();
    await migrate(database, SCHEMA.map(before));
    const people = [
      ["1", "\u00d0oàn \u0189ạt", ["ðoan", "ɖat"]],
      ["2", "Đo\u0430\u0300n Đ\u1ea1t", ["do\u0430n", "dat"]],
      ["3", "\uff24oan Dat", ["\uff44oan", "dat"]],
      ["4", "Đoàn Đạt", ["doan", "dat"]],
    ] as const;
    for (const [id, name, words] of people) {
      await database.query(
        "INSERT INTO people.person (id, name, sort_key, birth, phone_shared, unit) VALUES ($1, $2, '', '1950', false, 'u')",
        [id, name],
      );
      await database.query("INSERT INTO people.name_word SELECT $1, unnest($2::text[])", [id, [...words]]);
    }
    const found = async (text: string) =>
      (await searchPersons(database, { text, places: undefined, limit: 50 })).persons
        .map(({ id }) => id)
        .sort();
    assert.deepEqual(await found("doan dat"), ["4"]);
    await migrate(database, SCHEMA);
    for (const text of ["doan dat", "Đoàn Đạt", "\u00d0oàn"])
      assert.deepEqual(await found(text), ["1", "2", "3", "4"]);
  });
});
