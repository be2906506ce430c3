import assert from "node:assert/strict";
import {
  CASE_GROUNDS,
  CASE_STATES,
  CONFIDENCE_LEVELS,
  CONFIDENCE_REASONS,
  CONTACT_STATES,
  EVIDENCES,
  REASONS,
} from "../../host-tools/contract/vocabulary.ts";
import { WORDS } from "../../host-tools/pages/desk/texts/words.ts";
import { DISTANCE_CLASSES } from "../../protocol/contact.ts";

const VOCABULARIES = {
  ground: CASE_GROUNDS,
  state: CASE_STATES,
  status: CONTACT_STATES,
  distance: DISTANCE_CLASSES,
  evidence: EVIDENCES,
  level: CONFIDENCE_LEVELS,
  confidence: CONFIDENCE_REASONS,
  // Nobody at a desk serves the server.
  reason: REASONS.filter((reason) => reason !== "service"),
};

describe("words of the desk", () => {
  for (const language of ["vi", "en"] as const)
    it(`say everything that the server may name, in ${language}, and in the order of its list`, () => {
      const words = WORDS[language];
      assert.deepEqual(Object.keys(words).sort(), Object.keys(VOCABULARIES).sort());
      for (const [name, vocabulary] of Object.entries(VOCABULARIES)) {
        const texts: Readonly<Record<string, string>> = words[name as keyof typeof VOCABULARIES];
        assert.deepEqual(Object.keys(texts), vocabulary, name);
        for (const text of Object.values(texts)) assert.match(text, /\p{L}/u, name);
      }
    });
});
