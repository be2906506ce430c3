import type { Migration } from "../migrations.ts";

export const STAFF_MIGRATIONS: readonly Migration[] = [
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
];
