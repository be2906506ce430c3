import type { SchemaPart } from "../database/migrations.ts";

export const STATION_SCHEMA: SchemaPart = {
  part: "station",
  steps: [
    {
      name: "forms from stations without a network",
      sql: `
      CREATE SCHEMA station;

      -- Keys that stations seal forms to; the private half is wrapped.
      CREATE TABLE station.form_key (
        id text PRIMARY KEY,
        point bytea NOT NULL,
        private_key bytea NOT NULL,
        made_at timestamptz NOT NULL
      );

      -- Forms that were done: one that comes again is not done again.
      CREATE TABLE station.form (id text PRIMARY KEY, done_at timestamptz NOT NULL);
    `,
    },
    {
      name: "forms that were done stand with all other requests",
      sql: `
      INSERT INTO repeats.done
        SELECT encode(sha256(convert_to('request key ' || id, 'UTF8')), 'hex'), NULL, NULL, '{}', true, done_at FROM station.form
        ON CONFLICT DO NOTHING;
      DROP TABLE station.form;
    `,
    },
  ],
};
