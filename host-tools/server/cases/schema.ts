import type { SchemaPart } from "../database/migrations.ts";

export const CASE_SCHEMA: SchemaPart = {
  part: "cases",
  steps: [
    {
      name: "cases, lists, contacts",
      sql: `
      CREATE SCHEMA desk;

      -- Who is infected: a person, a token, or a phone whose keys were imported. "details" are the dates and the rule.
      CREATE TABLE desk."case" (
        id text PRIMARY KEY,
        person text REFERENCES people.person ON DELETE CASCADE,
        serial int8,
        place text NOT NULL,
        state text NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        details jsonb NOT NULL
      );
      CREATE INDEX case_person ON desk."case" (person);

      -- Lists as they were made, by random ids of persons.
      CREATE TABLE desk.list (
        case_id text NOT NULL REFERENCES desk."case" ON DELETE CASCADE,
        number int4 NOT NULL,
        made_at timestamptz NOT NULL,
        list jsonb NOT NULL,
        PRIMARY KEY (case_id, number)
      );

      -- What was done about a contact; "listing" is its line of the newest list, null when it is on none any more.
      CREATE TABLE desk.contact (
        case_id text NOT NULL REFERENCES desk."case" ON DELETE CASCADE,
        key text NOT NULL,
        person text REFERENCES people.person ON DELETE CASCADE,
        state text NOT NULL DEFAULT 'to-call',
        note text,
        changed_at timestamptz,
        listing jsonb,
        PRIMARY KEY (case_id, key)
      );
      CREATE INDEX contact_person ON desk.contact (person);

      -- What a phone's owner gave: day keys with the Unix seconds between which they were used, and what it heard.
      CREATE TABLE desk.phone_key (
        case_id text NOT NULL REFERENCES desk."case" ON DELETE CASCADE,
        daily_key bytea NOT NULL,
        time_start int8 NOT NULL,
        time_end int8 NOT NULL,
        PRIMARY KEY (case_id, daily_key)
      );
      CREATE TABLE desk.phone_log (
        case_id text PRIMARY KEY REFERENCES desk."case" ON DELETE CASCADE,
        heard jsonb NOT NULL
      );

      -- Tokens that will never be worn again under their keys: only of these may day keys be published.
      CREATE TABLE desk.retired_token (
        serial int8 PRIMARY KEY,
        retired_at timestamptz NOT NULL,
        how text NOT NULL
      );
    `,
    },
    {
      name: "retirements that somebody else agrees to, and that can be undone",
      sql: `
      -- Where it was noted, and when day keys were published on its strength: then it cannot be undone.
      ALTER TABLE desk.retired_token ADD COLUMN place text;
      ALTER TABLE desk.retired_token ADD COLUMN published_at timestamptz;

      -- Noted by one person, without the token in hand: waits for a second one.
      CREATE TABLE desk.asked_retirement (
        serial int8 PRIMARY KEY,
        how text NOT NULL,
        place text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL
      );
    `,
    },
    {
      name: "every change of what was done about a contact",
      sql: `
      -- The page draws the id before it asks: the same change that comes again is the same one. Nobody knows who made those
      -- that came before.
      CREATE TABLE desk.contact_change (
        case_id text NOT NULL,
        key text NOT NULL,
        id text NOT NULL,
        at timestamptz NOT NULL,
        by text,
        state text NOT NULL,
        note text,
        PRIMARY KEY (case_id, key, id),
        FOREIGN KEY (case_id, key) REFERENCES desk.contact ON DELETE CASCADE
      );
      INSERT INTO desk.contact_change SELECT case_id, key, 'before', changed_at, NULL, state, note FROM desk.contact
        WHERE changed_at IS NOT NULL;
    `,
    },
    {
      name: "all that was ever found of a contact",
      sql: `
      -- Of days outside the infectious period, too: they come back when its dates do. Null when nothing is left of it.
      ALTER TABLE desk.contact ADD COLUMN found jsonb;
      UPDATE desk.contact SET found = listing;
    `,
    },
    {
      name: "contacts that became one",
      sql: `
      -- Whose a case was before its person became one with another (people.merged), '' where it is the person's own.
      ALTER TABLE desk."case" ADD COLUMN origin text NOT NULL DEFAULT '';

      -- The row and the changes of a contact, "origin", who became one with "person"; and what was found of the latter before.
      -- "mark" is the change that tells both notes.
      CREATE TABLE desk.merged_contact (
        case_id text NOT NULL REFERENCES desk."case" ON DELETE CASCADE,
        origin text NOT NULL,
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        merged_at timestamptz NOT NULL,
        contact jsonb NOT NULL,
        changes jsonb NOT NULL,
        before jsonb,
        mark text NOT NULL,
        PRIMARY KEY (case_id, origin)
      );
      CREATE INDEX merged_contact_person ON desk.merged_contact (person);
    `,
    },
    {
      name: "calls, who holds a line, what is told of health, invitations to sync",
      sql: `
      -- Every call to a contact, and every correction of one: nothing is taken away. How far a line has come follows from them.
      -- "origin": whose line it was before its person became one with another, '' where it is the contact's own.
      CREATE TABLE desk.call (
        case_id text NOT NULL,
        key text NOT NULL,
        id text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        corrects text,
        outcome text NOT NULL,
        call_back_at timestamptz,
        note text,
        origin text NOT NULL DEFAULT '',
        PRIMARY KEY (case_id, key, origin, id),
        FOREIGN KEY (case_id, key) REFERENCES desk.contact ON DELETE CASCADE
      );

      -- Who holds a line, every change of it: the last one counts until its time is over; without a holder nobody does.
      CREATE TABLE desk.claim (
        id text PRIMARY KEY,
        case_id text NOT NULL,
        key text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        holder text,
        until timestamptz,
        origin text NOT NULL DEFAULT '',
        FOREIGN KEY (case_id, key) REFERENCES desk.contact ON DELETE CASCADE
      );
      CREATE INDEX claim_contact ON desk.claim (case_id, key);
      CREATE INDEX claim_holder ON desk.claim (holder);

      -- Whom stations and organisations are to ask to sync, without saying why: groups of so many wearers that it tells of nobody.
      CREATE TABLE desk.notice (
        id text PRIMARY KEY,
        place text NOT NULL,
        kind text NOT NULL,
        names text[] NOT NULL,
        made_at timestamptz NOT NULL,
        until timestamptz NOT NULL,
        withdrawn_at timestamptz
      );

      -- Data of health, apart from all others and under the wrapping key: tests, answers to daily questions, quarantine. "id" is the
      -- case's, the contact's and the entry's; "told" is wrapped under it, so that no two can change places.
      CREATE SCHEMA medical;
      CREATE TABLE medical.told (
        id text PRIMARY KEY,
        case_id text NOT NULL,
        key text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        corrects text,
        told bytea NOT NULL,
        FOREIGN KEY (case_id, key) REFERENCES desk.contact ON DELETE CASCADE
      );
      CREATE INDEX told_contact ON medical.told (case_id, key);
    `,
    },
  ],
};
