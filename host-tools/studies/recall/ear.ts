/** Which adverts of a place a token hears that is near: a window at each minute's rendezvous, and the ear behind a tap. */
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";
import type { Stream } from "../../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Stay } from "./town.ts";

/** Time between two adverts of a place with what the radio adds on average, ms; and adverts that a body takes away. */
const SPACING_MS = 105;
const LOST = 0.25;
/** The ear opens for so long when the two seconds of a tap are over (SPEC.md §1), ms. */
const TAP_MS = 2000;
const TAP_EAR_MS = 300;

interface Hearing {
  /** World ms. */
  readonly at: number;
  readonly epoch: number;
  /** Which of the set's adverts, from 0. */
  readonly advert: number;
}

/** `windowMs`: how long the receiver is on each minute; `adverts`: of a set. In order of time. */
export function heardDuring(stay: Stay, windowMs: number, adverts: number, stream: Stream): Hearing[] {
  const heard: Hearing[] = [];
  const listen = (from: number, ms: number) => {
    let advert = stream.below(adverts);
    for (let at = from + stream.between(0, SPACING_MS); at < from + ms; at += SPACING_MS) {
      if (at >= stay.from && at < stay.to && !stream.chance(LOST))
        heard.push({ at, epoch: Math.floor(at / EPOCH_MS), advert });
      advert = (advert + 1) % adverts;
    }
  };
  if (stay.tap) listen(stay.from + TAP_MS, TAP_EAR_MS);
  for (let minute = Math.floor(stay.from / MINUTE_MS); minute * MINUTE_MS < stay.to; minute++)
    listen(minute * MINUTE_MS + rendezvousOffset(minute) - windowMs / 2, windowMs);
  return heard.sort((a, b) => a.at - b.at);
}
