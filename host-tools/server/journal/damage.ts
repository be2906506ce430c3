/** Receipted bytes are not there, or not what they were. */
export class JournalDamage extends Error {
  /** Segment and byte from which on the journal is not whole. */
  readonly segment: number;
  readonly place: number;

  constructor(what: string, segment: number, place: number) {
    super(
      `${what} Nothing was changed. "bztoken admin salvage" rebuilds it from whatever is whole and says what is lost; a backup can be restored, too.`,
    );
    this.segment = segment;
    this.place = place;
  }
}

export function damageAt(path: string, segment: number, place: number): JournalDamage {
  return new JournalDamage(`The journal is damaged at byte ${place} of ${path}.`, segment, place);
}
