import type { SchemaPart } from "../database/migrations.ts";

export const PEOPLE_SCHEMA: SchemaPart = {
  part: "people",
  steps: [
    {
      name: "persons and consents",
      sql: `
      CREATE SCHEMA people;

      -- Absent details are NULL. "sort_key" orders by given name, byte by byte.
      CREATE TABLE people.person (
        id text PRIMARY KEY,
        name text NOT NULL,
        sort_key text COLLATE "C" NOT NULL,
        birth text NOT NULL,
        phone text,
        phone_shared boolean NOT NULL,
        id_number text,
        unit text NOT NULL,
        organisation text,
        hamlet text,
        "group" text,
        guardian jsonb
      );
      CREATE INDEX person_phone ON people.person (phone);
      CREATE INDEX person_unit ON people.person (unit);
      CREATE INDEX person_organisation ON people.person (organisation);

      -- Words of names without diacritics: a search looks for beginnings of them.
      CREATE TABLE people.name_word (
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        word text COLLATE "C" NOT NULL,
        PRIMARY KEY (word, person)
      );
      CREATE INDEX name_word_person ON people.name_word (person);

      CREATE TABLE people.consent (
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        given_at timestamptz NOT NULL,
        version text NOT NULL,
        language text NOT NULL,
        channel text NOT NULL,
        given_by text NOT NULL,
        taken_by text NOT NULL,
        PRIMARY KEY (person, given_at)
      );

      -- Who wore which token from when to when; one wearer at a time.
      CREATE TABLE people.assignment (
        serial int8 NOT NULL,
        assigned_from timestamptz NOT NULL,
        assigned_to timestamptz,
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        ended_by text,
        PRIMARY KEY (serial, assigned_from)
      );
      CREATE INDEX assignment_person ON people.assignment (person);

      -- Tokens that an organisation keeps and its people share; its wearers stand in assignment.
      CREATE TABLE people.custody (
        serial int8 NOT NULL,
        kept_from timestamptz NOT NULL,
        kept_to timestamptz,
        organisation text NOT NULL,
        PRIMARY KEY (serial, kept_from)
      );

      -- Persons that were erased, by their random id alone: a restored backup is held to it.
      CREATE TABLE people.erasure (person text PRIMARY KEY, erased_at timestamptz NOT NULL);
    `,
    },
    {
      name: "one table of assignments",
      sql: `
      -- Worlds and trials have wearers without being persons: they stand under a label.
      ALTER TABLE people.assignment ALTER COLUMN person DROP NOT NULL;
      ALTER TABLE people.assignment ADD COLUMN label text;
      INSERT INTO people.assignment (serial, assigned_from, assigned_to, person, label)
        SELECT serial, assigned_from, assigned_to, known.id, CASE WHEN known.id IS NULL THEN worn.person END
        FROM registry.assignment AS worn LEFT JOIN people.person AS known ON known.id = worn.person
        ON CONFLICT DO NOTHING;
      DROP TABLE registry.assignment;
      ALTER TABLE people.assignment ADD CONSTRAINT assignment_wearer CHECK (num_nonnulls(person, label) = 1);
    `,
    },
    {
      name: "moves that wait for the other place",
      sql: `
      -- "what" of the person, "unit" or "organisation", is to become "place" once somebody there agrees.
      CREATE TABLE people.move (
        id text PRIMARY KEY,
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        what text NOT NULL,
        place text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        UNIQUE (person, what)
      );
    `,
    },
    {
      name: "words of names in the letters that they look like",
      sql: `
      -- ð and ɖ beside đ; Cyrillic and Greek letters; wide ones by NFKD. Searches ask for words so folded.
      INSERT INTO people.name_word
        SELECT person, word FROM (
          SELECT person, translate(normalize(word, NFKD), 'ðɖавсеніјкморѕтхуүһαικνορυχ', 'ddabcehijkmopstxyyhaikvopux') AS word
          FROM people.name_word WHERE word ~ '[^a-z0-9]'
        ) AS folded
        ON CONFLICT DO NOTHING;
    `,
    },
    {
      name: "consents by purpose",
      sql: `
      -- A row is one answer to one purpose; none is written over. What was agreed to before purposes had names was contacts.
      ALTER TABLE people.consent RENAME COLUMN given_at TO said_at;
      ALTER TABLE people.consent ADD COLUMN purpose text NOT NULL DEFAULT 'contacts';
      ALTER TABLE people.consent ADD COLUMN answer text NOT NULL DEFAULT 'given';
      ALTER TABLE people.consent ALTER COLUMN purpose DROP DEFAULT, ALTER COLUMN answer DROP DEFAULT;
      ALTER TABLE people.consent DROP CONSTRAINT consent_pkey;
      ALTER TABLE people.consent ADD PRIMARY KEY (person, purpose, said_at);
    `,
    },
    {
      name: "likely doubles that wait for somebody's word",
      sql: `
      CREATE TABLE people.likely_double (
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        other text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        noted_at timestamptz NOT NULL,
        PRIMARY KEY (person, other)
      );
      CREATE INDEX likely_double_other ON people.likely_double (other);
      -- A whole register is asked for who was born in some years.
      CREATE INDEX person_birth ON people.person (left(birth, 4));
    `,
    },
    {
      name: "wearings of which somebody has to say when they began",
      sql: `
      -- As a laptop told it, beside what was made of it; and since when somebody is asked. Such rows may overlap others.
      ALTER TABLE people.assignment ADD COLUMN told_at timestamptz;
      ALTER TABLE people.assignment ADD COLUMN asked_at timestamptz;
      CREATE INDEX assignment_asked ON people.assignment (asked_at) WHERE asked_at IS NOT NULL;
    `,
    },
    {
      name: "two records that became one",
      sql: `
      -- "id" was somebody until they became one with "person", whom it stands for from then on; "parent" where they had become one
      -- with somebody who did so in turn. What is needed to take them apart is null once that is over: "details" of the one
      -- who went, "changed" of the one who stayed (field, before, after), answers that were added, what waited for somebody.
      CREATE TABLE people.merged (
        id text PRIMARY KEY,
        person text NOT NULL REFERENCES people.person ON DELETE CASCADE,
        parent text,
        merged_at timestamptz NOT NULL,
        merged_by text NOT NULL,
        details jsonb,
        changed jsonb,
        narrowed jsonb,
        waiting jsonb
      );
      CREATE INDEX merged_person ON people.merged (person);
      CREATE INDEX merged_parent ON people.merged (parent);

      -- Whose a row was before, '' where it is the person's own.
      ALTER TABLE people.consent ADD COLUMN origin text NOT NULL DEFAULT '';
      ALTER TABLE people.consent DROP CONSTRAINT consent_pkey;
      ALTER TABLE people.consent ADD PRIMARY KEY (person, purpose, said_at, origin);
      ALTER TABLE people.assignment ADD COLUMN origin text NOT NULL DEFAULT '';
    `,
    },
  ],
};
