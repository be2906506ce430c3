/** Changes as pages send them: what was seen, and what it is to become. */

/** Everything of `seen` that is not in `wanted` is taken away. */
export function becoming(seen: object, wanted: object): object {
  const fields = (thing: object) => Object.entries(thing).filter(([name]) => name !== "id");
  const gone = fields(seen).map(([name]) => [name, null] as const);
  return Object.assign(Object.fromEntries([...gone, ...fields(wanted)]), {
    seen: Object.fromEntries(fields(seen)),
  });
}

interface CaseAsSeen {
  readonly onset?: string;
  readonly tested: string;
  readonly rule: string;
  readonly byHand: object;
}

/** A case's settings as they are to be; by the usual definition unless told. */
export function settingsBecoming({ onset, tested, rule, byHand }: CaseAsSeen, wanted: object): object {
  const seen = Object.assign({ tested, rule }, onset === undefined ? {} : { onset }, byHand);
  return becoming(seen, Object.assign({ rule: "two-metres-15-in-24" }, wanted));
}
