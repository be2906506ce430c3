import type { SchemaPart } from "../database/migrations.ts";

export const LIST_SCHEMA: SchemaPart = {
  part: "lists",
  steps: [
    {
      name: "lists of people to come",
      sql: `
      -- A file that a place brought. "prints": hashes of its rows, wrapped, by which the same file again changes nothing and tells
      -- nobody which of its rows are still there. "has_come": somebody of it has consented.
      CREATE TABLE people.list (
        id text PRIMARY KEY,
        place text NOT NULL,
        brought_at timestamptz NOT NULL,
        created int4 NOT NULL,
        updated int4 NOT NULL,
        prints bytea NOT NULL,
        has_come boolean NOT NULL
      );

      -- A row of it: nobody who has consented, so no person. What stands in it is wrapped. A row that "replaces" one of an earlier
      -- list stands in its place while it is there. One that "waits" is likely to be somebody else.
      CREATE TABLE people.planned (
        id text PRIMARY KEY,
        list text NOT NULL REFERENCES people.list ON DELETE CASCADE,
        replaces text,
        waits boolean NOT NULL,
        details bytea NOT NULL
      );
      CREATE INDEX planned_list ON people.planned (list);
      CREATE INDEX planned_replaces ON people.planned (replaces);
    `,
    },
  ],
};
