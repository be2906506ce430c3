import type { SchemaPart } from "../database/migrations.ts";

export const STOCK_SCHEMA: SchemaPart = {
  part: "stock",
  steps: [
    {
      name: "tokens as things",
      sql: `
      CREATE SCHEMA stock;

      -- Where each token lies, and in which state. "before": what it was when it was retired. "due_at": lent until then.
      CREATE TABLE stock.token (
        serial int8 PRIMARY KEY,
        place text NOT NULL,
        state text NOT NULL,
        since timestamptz NOT NULL,
        before text,
        due_at timestamptz
      );
      CREATE INDEX token_place ON stock.token (place, state);

      -- What staff did with it. "was": state, since and due_at before it, by which it is undone.
      CREATE TABLE stock.deed (
        serial int8 NOT NULL,
        at timestamptz NOT NULL,
        deed text NOT NULL,
        place text NOT NULL,
        done_by text NOT NULL,
        was jsonb,
        details jsonb NOT NULL,
        undone_at timestamptz,
        PRIMARY KEY (serial, at)
      );

      INSERT INTO stock.token (serial, place, state, since)
        SELECT DISTINCT ON (serial) serial, person.unit,
          CASE WHEN assigned_to IS NULL THEN 'handed-out' WHEN ended_by = 'lost' THEN 'lost'
            WHEN ended_by = 'broken' THEN 'to-refurbish' ELSE 'returned' END,
          COALESCE(assigned_to, assigned_from)
        FROM people.assignment JOIN people.person ON person.id = person
        ORDER BY serial, assigned_from DESC;
      UPDATE stock.token SET before = state, state = 'retired'
        WHERE serial IN (SELECT serial FROM desk.retired_token);
    `,
    },
    {
      name: "transfers of tokens between places",
      sql: `
      -- A box that was sent, or ("is_taken_over") that a place took out of another one's stock. "back_at": the sender took it back.
      CREATE TABLE stock.transfer (
        id uuid PRIMARY KEY,
        from_place text NOT NULL,
        to_place text NOT NULL,
        sent_at timestamptz NOT NULL,
        sent_by text NOT NULL,
        back_at timestamptz,
        is_taken_over bool NOT NULL DEFAULT false
      );
      CREATE INDEX transfer_from ON stock.transfer (from_place, sent_at);
      CREATE INDEX transfer_to ON stock.transfer (to_place, sent_at);

      -- What was in it, and when the receiver acknowledged it.
      CREATE TABLE stock.transfer_token (
        transfer uuid NOT NULL REFERENCES stock.transfer ON DELETE CASCADE,
        serial int8 NOT NULL,
        came_at timestamptz,
        came_by text,
        PRIMARY KEY (transfer, serial)
      );
      CREATE INDEX transfer_token_serial ON stock.transfer_token (serial);

      -- By which it is on its way; it lies in the sender's stock until it is acknowledged.
      ALTER TABLE stock.token ADD COLUMN transfer uuid REFERENCES stock.transfer;
    `,
    },
    {
      name: "stock-takings",
      sql: `
      -- What lay in a place's stock when all of it was scanned. "missing" should have, "astray" should not.
      CREATE TABLE stock.taking (
        id uuid PRIMARY KEY,
        place text NOT NULL,
        at timestamptz NOT NULL,
        done_by text NOT NULL,
        found int4 NOT NULL,
        missing jsonb NOT NULL,
        astray jsonb NOT NULL
      );
      CREATE INDEX taking_place ON stock.taking (place, at);
    `,
    },
  ],
};
