/** A list of hundreds by the page: what is drawn stays small, and a browser's own search still finds what is on it. */
import { useState } from "preact/hooks";

export const PAGE = 50;

export interface Paged<T> {
  readonly all: readonly T[];
  /** Those of this page. */
  readonly rows: readonly T[];
  /** Place of the first of them in the list, from 0. */
  readonly first: number;
  /** Shows the page that holds this place. */
  show(place: number): void;
}

/** Where the page begins that holds this place. */
function pageOf(place: number, total: number): number {
  const within = Math.max(0, Math.min(place, total - 1));
  return within - (within % PAGE);
}

export function usePaged<T>(all: readonly T[]): Paged<T> {
  const [place, show] = useState(0);
  const first = pageOf(place, all.length);
  return { all, rows: all.slice(first, first + PAGE), first, show };
}
