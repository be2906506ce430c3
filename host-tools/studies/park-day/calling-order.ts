/** Whether who is called first is surest: of the lines of many lists, by their place, how many are true contacts. */

export interface PlacesReport {
  /** First and last place, from 1; the last band is open. */
  readonly places: readonly [from: number, to: number];
  readonly lines: number;
  readonly contacts: number;
}

const BANDS: readonly (readonly [number, number])[] = [
  [1, 3],
  [4, 6],
  [7, 10],
  [11, 15],
  [16, Number.POSITIVE_INFINITY],
];

/** `lists`: of each case those who are called, in the order of calling, and whether each is a contact in truth. */
export function placesReport(lists: Iterable<readonly boolean[]>): PlacesReport[] {
  const bands = BANDS.map((places) => ({ places, lines: 0, contacts: 0 }));
  for (const list of lists)
    list.forEach((isContact, i) => {
      const band = bands.find(({ places: [, to] }) => i < to)!;
      band.lines++;
      if (isContact) band.contacts++;
    });
  return bands;
}

export function placesText(report: readonly PlacesReport[]): string[] {
  return report.map(({ places: [from, to], lines, contacts }) => {
    const places = to === Number.POSITIVE_INFINITY ? `from place ${from} on` : `places ${from} to ${to}`;
    const share = lines === 0 ? "–" : `${Math.round((100 * contacts) / lines)} %`;
    return `  ${places.padEnd(20)} ${String(contacts).padStart(5)} of ${String(lines).padStart(5)}, ${share}`;
  });
}
