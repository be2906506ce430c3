import type { SchemaPart } from "../database/migrations.ts";

export const STAFF_SCHEMA: SchemaPart = {
  part: "staff",
  steps: [
    {
      name: "accounts and sessions",
      sql: `
      -- "password" and "pin" are Argon2id hashes; "totp" is wrapped with the key that is not in the database.
      -- "failures", "locked_until" and "totp_step" are the database's own and not in the journal.
      CREATE TABLE office.account (
        id text PRIMARY KEY,
        login text NOT NULL UNIQUE,
        name text NOT NULL,
        role text NOT NULL,
        place text NOT NULL,
        enabled boolean NOT NULL,
        password text,
        must_change boolean NOT NULL DEFAULT true,
        totp bytea,
        pin text,
        failures int4 NOT NULL DEFAULT 0,
        locked_until timestamptz,
        totp_step int8 NOT NULL DEFAULT 0
      );

      -- "key" is the SHA-256 of what the cookie holds.
      CREATE TABLE office.session (
        key bytea PRIMARY KEY,
        account text NOT NULL REFERENCES office.account ON DELETE CASCADE,
        csrf text NOT NULL,
        stage text NOT NULL,
        opened_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        pin_failures int4 NOT NULL DEFAULT 0,
        -- Wrapped secret of one-time codes that is being set up.
        new_totp bytea
      );
      CREATE INDEX session_account ON office.session (account);
    `,
    },
    {
      name: "who made an account, and who has yet to accept it",
      sql: `
      -- Who made, reset or changed an account: they are no second pair of eyes for it. The newest of each.
      CREATE TABLE office.account_deed (
        account text NOT NULL REFERENCES office.account ON DELETE CASCADE,
        actor text NOT NULL,
        what text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (account, actor, what)
      );
      -- Why a second administrator has to accept it before it opens anything; null where nobody has to.
      ALTER TABLE office.account ADD COLUMN waits text;
    `,
    },
    {
      name: "computers as a second factor",
      sql: `
      -- A computer of a unit or organisation whose browser holds the private half of "point" (uncompressed P-256). Before
      -- that "code" is the SHA-256 of what lets one in, once.
      CREATE TABLE office.computer (
        id text PRIMARY KEY,
        name text NOT NULL,
        place text NOT NULL,
        added_by text NOT NULL,
        added_at timestamptz NOT NULL,
        code bytea UNIQUE,
        code_until timestamptz,
        point bytea,
        enrolled_by text,
        enrolled_at timestamptz
      );
      -- It has once signed in with a second factor: from then on a password alone sets up none.
      ALTER TABLE office.account ADD COLUMN bound boolean NOT NULL DEFAULT false;
      UPDATE office.account SET bound = true WHERE totp IS NOT NULL;
      -- The computer that signed in, and what the next answer of one has to sign.
      ALTER TABLE office.session ADD COLUMN computer text;
      ALTER TABLE office.session ADD COLUMN challenge bytea;
      UPDATE office.session SET stage = 'second' WHERE stage = 'totp';
      UPDATE office.session SET stage = 'second-setup' WHERE stage = 'totp-setup';
    `,
    },
    {
      name: "computers of gates",
      sql: `
      -- Of a gate's computer, which its guards share: the hours of a shift, and what its next answer has to sign.
      ALTER TABLE office.computer ADD COLUMN shift_hours int4;
      ALTER TABLE office.computer ADD COLUMN challenge bytea;
      -- When the shift is over, of a session that a PIN has opened at a gate.
      ALTER TABLE office.session ADD COLUMN ends_at timestamptz;
    `,
    },
  ],
};
