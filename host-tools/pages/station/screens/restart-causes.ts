/** Words for the bits of a health report's `cause` (SPEC.md §4, BOOT); none of them: the power came, and nothing else. */
const CAUSES = [
  ["causePin", 1],
  ["causeHung", 2 | 8],
  ["causeProgram", 4],
] as const;

/** Why a token has restarted since its battery was put in, as keys of texts. */
export function restartCauses(cause: number): ((typeof CAUSES)[number][0] | "causePower")[] {
  const found = CAUSES.filter(([, bits]) => cause & bits).map(([key]) => key);
  return found.length > 0 ? found : ["causePower"];
}
