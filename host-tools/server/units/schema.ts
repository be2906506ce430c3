import type { SchemaPart } from "../database/migrations.ts";

export const UNIT_SCHEMA: SchemaPart = {
  part: "units",
  steps: [
    {
      name: "units and organisations",
      sql: `
      CREATE SCHEMA office;

      -- Dates are ISO texts, empty ends are NULL. No foreign keys: a file of units may come in any order.
      CREATE TABLE office.unit (
        id text PRIMARY KEY,
        code text NOT NULL,
        name text NOT NULL,
        tier text NOT NULL,
        parent text,
        valid_from text,
        valid_to text,
        successors text[] NOT NULL
      );

      CREATE TABLE office.organisation (
        id text PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL,
        unit text NOT NULL
      );
    `,
    },
    {
      name: "support of units",
      sql: "ALTER TABLE office.unit ADD COLUMN support_phone text, ADD COLUMN support_hours text;",
    },
    {
      name: "organisations under others",
      sql: "ALTER TABLE office.organisation ADD COLUMN under text[] NOT NULL DEFAULT '{}';",
    },
  ],
};
