import type { SchemaPart } from "../database/migrations.ts";

export const AUDIT_SCHEMA: SchemaPart = {
  part: "audit",
  steps: [
    {
      name: "audit log",
      sql: `
      CREATE SCHEMA audit;

      CREATE TABLE audit.entry (
        number int8 PRIMARY KEY,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL,
        subject text,
        place text,
        reason text,
        reference text,
        hash text NOT NULL
      );
      CREATE INDEX entry_subject ON audit.entry (subject);

      -- The last row, told a second time: a cut tail shows even before a head was exported.
      CREATE TABLE audit.head (one boolean PRIMARY KEY DEFAULT true CHECK (one), number int8 NOT NULL, hash text NOT NULL);

      -- Rows are only ever added. Who owns the database can drop this: the chain and the exported heads tell.
      CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'The audit log is append-only.'; END $$;
      CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
    `,
    },
    {
      name: "which fields were changed",
      sql: `
      -- Names with commas between them, never what is in the fields.
      ALTER TABLE audit.entry ADD COLUMN fields text;
    `,
    },
    {
      name: "what somebody did, and when last",
      sql: "CREATE INDEX entry_actor ON audit.entry (actor, number);",
    },
  ],
};
