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
  ],
};
