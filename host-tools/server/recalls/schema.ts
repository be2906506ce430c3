import type { SchemaPart } from "../database/migrations.ts";

export const RECALL_SCHEMA: SchemaPart = {
  part: "recalls",
  steps: [
    {
      name: "calls by token",
      sql: `
      -- Whom an investigator has called by their token: a contact of a case, until a sync, a withdrawal or seven days later.
      CREATE TABLE desk.token_call (
        id uuid PRIMARY KEY,
        case_id text NOT NULL REFERENCES desk."case" ON DELETE CASCADE,
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        called_by text NOT NULL,
        called_at timestamptz NOT NULL,
        withdrawn_at timestamptz
      );
      CREATE INDEX token_call_case ON desk.token_call (case_id);
      CREATE INDEX token_call_person ON desk.token_call (person);
    `,
    },
  ],
};
