import type { SchemaPart } from "../database/migrations.ts";

export const REPEATS_SCHEMA: SchemaPart = {
  part: "repeats",
  steps: [
    {
      name: "what was done and what was answered",
      sql: `
      CREATE SCHEMA repeats;

      -- "key" is the hash of a request's key, "print" what was asked and by whom, under the key itself; "answer" is sealed under
      -- it too, so that only who asks again can have it opened. It is gone when somebody of "about" is erased. What is done
      -- behind the change is not done yet where "is_settled" is false. Forms of older programs have neither print nor answer.
      CREATE TABLE repeats.done (
        key text PRIMARY KEY,
        print bytea,
        answer bytea,
        about text[] NOT NULL,
        is_settled boolean NOT NULL,
        done_at timestamptz NOT NULL
      );
    `,
    },
  ],
};
