import type { SchemaPart } from "../database/migrations.ts";

export const GATE_SCHEMA: SchemaPart = {
  part: "gates",
  steps: [
    {
      name: "gates and passages",
      sql: `
      -- Gates of units and organisations. Of a machine's code and secret the hashes alone are kept.
      CREATE TABLE office.gate (
        id uuid PRIMARY KEY,
        place text NOT NULL,
        name text NOT NULL,
        zone text NOT NULL,
        added_by text NOT NULL,
        added_at timestamptz NOT NULL,
        code bytea,
        code_until timestamptz,
        secret bytea,
        enrolled_at timestamptz,
        heard_at timestamptz,
        removed_at timestamptz
      );

      -- Who went through, by nothing but an ID of a quarter of an hour: "prefix" is its first six bytes, big endian, "minute" counts
      -- from the Unix epoch. Whose ID it is, is reckoned inside an open case alone.
      CREATE TABLE radio.passage (
        gate uuid NOT NULL,
        minute int4 NOT NULL,
        prefix int8 NOT NULL,
        side int2 NOT NULL,
        direction int2 NOT NULL,
        evidence int2 NOT NULL,
        PRIMARY KEY (gate, minute, prefix, side, direction, evidence)
      );
      CREATE INDEX passage_prefix ON radio.passage (prefix);
    `,
    },
    {
      name: "visits",
      sql: `
      -- Who came or went without token or phone. "details" says who, which way and to whom, wrapped; empty of what was taken back.
      CREATE TABLE people.visit (
        id text PRIMARY KEY,
        gate uuid NOT NULL,
        minute int4 NOT NULL,
        details bytea
      );
      CREATE INDEX visit_gate ON people.visit (gate, minute);
    `,
    },
    {
      name: "counts of gates, week by week",
      sql: `
      -- How many IDs went in and out at each gate in the week that begins on a Monday, as it is told ever after: counts of few are not in it.
      CREATE TABLE office.gate_week (monday text PRIMARY KEY, gates jsonb NOT NULL);
    `,
    },
    {
      name: "counts by hand",
      sql: `
      -- What guards have counted by hand beside a gate: from which minute, for how many, how many people went through and how many passages it told.
      CREATE TABLE office.hand_count (
        gate uuid NOT NULL,
        minute int4 NOT NULL,
        minutes int4 NOT NULL,
        counted int4 NOT NULL,
        passages int4 NOT NULL,
        PRIMARY KEY (gate, minute, minutes, counted, passages)
      );
    `,
    },
    {
      name: "codes for visitors' phones",
      sql: `
      -- What visitors' phones scan at a gate: on a poster for everybody. Empty until one is drawn, and where the gate was taken away.
      ALTER TABLE office.gate ADD COLUMN site text UNIQUE;
    `,
    },
    {
      name: "which guard did it",
      sql: `
      -- That a guard at a gate noted a visit, took one back or counted by hand. "details" says who and which of these, wrapped.
      CREATE TABLE office.guard_deed (
        id text PRIMARY KEY,
        gate uuid NOT NULL,
        minute int4 NOT NULL,
        visit text,
        details bytea NOT NULL
      );
      CREATE INDEX guard_deed_visit ON office.guard_deed (visit);
    `,
    },
    {
      name: "which way visits went",
      sql: `
      -- That a visit went in, so that they are counted in an emergency without opening any; empty of earlier ones.
      ALTER TABLE people.visit ADD COLUMN went_in boolean;
    `,
    },
    {
      name: "whose word visits are",
      sql: `
      -- That a gate's machine told of the visit, and not a phone that may be anywhere; empty of earlier ones.
      ALTER TABLE people.visit ADD COLUMN by_gate boolean;
    `,
    },
  ],
};
