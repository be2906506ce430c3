import type { SchemaPart } from "../database/migrations.ts";

export const FIRE_SCHEMA: SchemaPart = {
  part: "fires",
  steps: [
    {
      name: "fires",
      sql: `
      -- While one lasts, who is inside may be asked for. No person stands in it.
      CREATE TABLE office.fire (
        id uuid PRIMARY KEY,
        place text NOT NULL,
        zone text NOT NULL,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        ended_at timestamptz
      );
    `,
    },
  ],
};
