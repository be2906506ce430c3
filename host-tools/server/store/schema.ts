import type { SchemaPart } from "../database/migrations.ts";

/** Tokens and what they brought. Who wears what (registry) and who was near whom (radio) live in schemas of their own. */
export const STORE_SCHEMA: SchemaPart = {
  part: "store",
  steps: [
    {
      name: "tokens, pages, encounters",
      sql: `
      CREATE SCHEMA registry;
      CREATE SCHEMA radio;

      -- Keys are wrapped; the wrapping key is not in the database. day_key is that of first_day,
      -- page_key that of first_sequence.
      CREATE TABLE registry.token (
        serial int8 PRIMARY KEY,
        board int2 NOT NULL,
        power int2 NOT NULL,
        role text NOT NULL,
        first_day int4 NOT NULL,
        first_sequence int8 NOT NULL,
        token_key bytea NOT NULL,
        day_key bytea NOT NULL,
        page_key bytea NOT NULL,
        ticket_counter int8 NOT NULL DEFAULT 0,
        enrolled_at timestamptz NOT NULL
      );

      -- Pages at which a token restarted its chain of page keys from the token key.
      CREATE TABLE registry.chain_restart (
        serial int8 NOT NULL REFERENCES registry.token ON DELETE CASCADE,
        sequence int8 NOT NULL,
        PRIMARY KEY (serial, sequence)
      );

      CREATE TABLE registry.assignment (
        serial int8 NOT NULL REFERENCES registry.token ON DELETE CASCADE,
        person text NOT NULL,
        assigned_from timestamptz NOT NULL,
        assigned_to timestamptz,
        PRIMARY KEY (serial, assigned_from)
      );

      -- Sealed pages as they came; the rest of this schema is derived from them and can be rebuilt.
      CREATE TABLE radio.page (
        serial int8 NOT NULL,
        sequence int8 NOT NULL,
        length int4 NOT NULL,
        mac bytea NOT NULL,
        sealed bytea NOT NULL,
        closed boolean NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (serial, sequence)
      );
      ALTER TABLE radio.page ALTER COLUMN sealed SET STORAGE EXTERNAL;

      -- "place" is the record's byte offset in its page. "epoch" is corrected by "shift" minutes where the log says
      -- how wrong the clock was: own epoch = epoch - floor(shift / 15).
      -- "prefix" is the first six bytes of the rolling ID, big endian; "summary" the record's 32 bits.
      CREATE TABLE radio.encounter (
        recorder int8 NOT NULL,
        prefix int8 NOT NULL,
        epoch int4 NOT NULL,
        shift int4 NOT NULL DEFAULT 0,
        sequence int8 NOT NULL,
        summary int4 NOT NULL,
        place int2 NOT NULL,
        clock_trusted boolean NOT NULL,
        PRIMARY KEY (recorder, sequence, place)
      );
      CREATE INDEX encounter_prefix ON radio.encounter (prefix);

      -- Typed frames: restarts, times, clock changes, losses.
      CREATE TABLE radio.note (
        serial int8 NOT NULL,
        sequence int8 NOT NULL,
        place int2 NOT NULL,
        epoch int4 NOT NULL,
        type text NOT NULL,
        content jsonb NOT NULL,
        PRIMARY KEY (serial, sequence, place)
      );

      -- Spans of a token's life in which its own clock was an epoch or more off: IDs of its own epochs in
      -- [own_from, own_to] were on the air "shift" minutes later.
      CREATE TABLE radio.clock_span (
        serial int8 NOT NULL,
        own_from int4 NOT NULL,
        own_to int4 NOT NULL,
        shift int4 NOT NULL
      );
      CREATE INDEX clock_span_serial ON radio.clock_span (serial);

      CREATE TABLE radio.health (
        serial int8 NOT NULL,
        received_at timestamptz NOT NULL,
        report jsonb NOT NULL,
        PRIMARY KEY (serial, received_at)
      );

      -- How far the journal has been brought into the tables.
      CREATE TABLE public.journal_position (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        segment int4 NOT NULL,
        place int8 NOT NULL,
        latest timestamptz NOT NULL
      );
    `,
    },
    {
      name: "retention and erasure",
      sql: `
      -- Receipts outlive pages: bytes that were discarded are NULL, length and MAC stay.
      ALTER TABLE radio.page ALTER COLUMN sealed DROP NOT NULL;
      -- The page's newest epoch as far as its clock can be relied on, otherwise that of its arrival; and how many of its
      -- records were discarded because of their age or an erasure.
      ALTER TABLE radio.page ADD COLUMN last_epoch int4 NOT NULL DEFAULT 0;
      ALTER TABLE radio.page ADD COLUMN discarded int4 NOT NULL DEFAULT 0;

      -- The first day of which records are kept.
      CREATE TABLE radio.horizon (one boolean PRIMARY KEY DEFAULT true CHECK (one), day int4 NOT NULL);

      -- Own records of these epochs were erased; both included.
      CREATE TABLE registry.erasure (
        serial int8 NOT NULL,
        from_epoch int4 NOT NULL,
        to_epoch int4 NOT NULL,
        erased_at timestamptz NOT NULL,
        PRIMARY KEY (serial, erased_at)
      );
    `,
    },
    {
      name: "an index of encounters by page",
      sql: `
      -- Records of a page are always replaced together, so that each is there once without a key of its own. Of a key
      -- that a page's 330 records share the index keeps one copy: 30 bytes a record less.
      ALTER TABLE radio.encounter DROP CONSTRAINT encounter_pkey;
      CREATE INDEX encounter_page ON radio.encounter (recorder, sequence);
    `,
    },
    {
      name: "erasures by span, IDs that were erased",
      sql: `
      ALTER TABLE registry.erasure DROP CONSTRAINT erasure_pkey;
      ALTER TABLE registry.erasure ADD PRIMARY KEY (serial, from_epoch, to_epoch);

      -- IDs of erased spans, without saying whose: other tokens' logs that come later hold them too. They go when the
      -- epoch expires.
      CREATE TABLE radio.erased_id (prefix int8 PRIMARY KEY, epoch int4 NOT NULL);
    `,
    },
    {
      name: "day keys of restarted chains",
      sql: `
      -- The day of the day key that the chain began with, and the epoch in which it began: both stand in clear in the page
      -- (bytes 100 and 8).
      ALTER TABLE registry.chain_restart ADD COLUMN key_day int4;
      ALTER TABLE registry.chain_restart ADD COLUMN epoch int4;
      UPDATE registry.chain_restart AS restart
        SET key_day = get_byte(sealed, 100) + 256 * get_byte(sealed, 101),
          epoch = get_byte(sealed, 8) + 256 * get_byte(sealed, 9) + 65536 * get_byte(sealed, 10)
        FROM radio.page WHERE page.serial = restart.serial AND page.sequence = restart.sequence AND sealed IS NOT NULL;
    `,
    },
    {
      name: "chains restarted twice at one page",
      sql: `
      ALTER TABLE registry.chain_restart ADD COLUMN salt int4 NOT NULL DEFAULT 0;
      ALTER TABLE registry.chain_restart ADD COLUMN noted_at timestamptz NOT NULL DEFAULT 'epoch';
      ALTER TABLE registry.chain_restart DROP CONSTRAINT chain_restart_pkey;
      ALTER TABLE registry.chain_restart ADD PRIMARY KEY (serial, sequence, salt);
    `,
    },
    {
      name: "tickets that tokens say they have accepted",
      sql: "ALTER TABLE registry.token ADD COLUMN ticket_highest int8 NOT NULL DEFAULT 0;",
    },
    {
      name: "what the time is known to be",
      sql: `
      -- The hour that the clock was last known to show rightly, and when it was in doubt last: a clock that stands far ahead
      -- of it is believed only when somebody else says the same.
      CREATE TABLE registry.clock (
        one boolean PRIMARY KEY DEFAULT true CHECK (one),
        known_at timestamptz NOT NULL,
        doubted_at timestamptz
      );
    `,
    },
    {
      name: "which journal the tables were filled from",
      sql: "ALTER TABLE public.journal_position ADD COLUMN journal text;",
    },
    {
      name: "what became of the numbers that benches drew",
      sql: `
      -- Of the bench's place. "drawn": nobody has told yet; "finished": a token has it; "void": no token has it and none ever will, and
      -- its row in registry.token is gone with its keys.
      CREATE TABLE registry.enrolment (
        serial int8 PRIMARY KEY,
        place text NOT NULL,
        state text NOT NULL,
        since timestamptz NOT NULL
      );
    `,
    },
    {
      name: "an index of encounters by epoch",
      sql: `
      -- What a contact's log holds of the epochs near a case. Of a key that an epoch's records share the index keeps one copy.
      CREATE INDEX encounter_epoch ON radio.encounter (recorder, epoch);
    `,
    },
  ],
};
