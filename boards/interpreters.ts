/**
 * The interpreters on which a token runs: those on which its program passed all its tests, and no other. The program
 * leans on what is nowhere promised (firmware/listener.ts takes the place of the interpreter's own reader of adverts),
 * so the next version may be silent, or on the air in the clear.
 */
interface Interpreter {
  /** What process.version says, letter by letter. */
  readonly version: string;
  readonly what: string;
}

export const INTERPRETERS: readonly Interpreter[] = [
  { version: "2v29", what: "release of 24 February 2026, tag RELEASE_2V29, commit 6106910b8" },
  { version: "2v29.277", what: "build of 19 August 2026, commit c5ff787b1" },
];

/** Whether the program passed on an interpreter that calls itself so. */
export function hasPassed(version: string): boolean {
  return INTERPRETERS.some((passed) => passed.version === version);
}

/** The versions as people read them: "2v29 or 2v29.277". */
export function passedVersions(): string {
  return INTERPRETERS.map(({ version }) => version).join(" or ");
}
