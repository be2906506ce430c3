import type { SchemaPart } from "../database/migrations.ts";

export const UPTAKE_SCHEMA: SchemaPart = {
  part: "uptake",
  steps: [
    {
      name: "what is told of a week",
      sql: `
      -- How many wear a token, by place, as it is told the whole week long and no surer: counts of few people are not in it.
      CREATE TABLE office.uptake (day text PRIMARY KEY, counts jsonb NOT NULL);
    `,
    },
    {
      name: "totals of units, week by week",
      sql: "DELETE FROM office.uptake;",
    },
    {
      name: "head counts and targets",
      sql: `
      -- How many people a place has, and how many of them without a token run the app, as an office typed it on a day.
      CREATE TABLE office.head_count (
        place text NOT NULL,
        day text NOT NULL,
        heads int8 NOT NULL,
        phones int8 NOT NULL,
        typed_by text NOT NULL,
        typed_at timestamptz NOT NULL,
        PRIMARY KEY (place, day)
      );

      -- What share of a unit's people is to have a token or the app, until which day.
      CREATE TABLE office.share_target (
        place text PRIMARY KEY,
        percent int4 NOT NULL,
        until text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL
      );
    `,
    },
  ],
};
