/** When the token advertises and when it listens: around an instant of each minute that all tokens know. */
import { burstReach } from "../protocol/clock-steering.ts";
import { rendezvousOffset } from "../protocol/rendezvous.ts";
import { doubt, strays } from "./clock.ts";

/** Interval while the wearer holds the token out to a station, ms. */
export const CONNECTABLE_INTERVAL_MS = 200;
/** Interval while the token tells that its wearer has tapped, for so long; then it listens for an answer, ms. */
export const TAP_INTERVAL_MS = 100;
export const TAP_MS = 2000;
export const ANSWER_MS = 300;
/** A wide listening span, ms: longer than from one rendezvous to the end of the next one's longest burst. */
export const WIDE_MS = 78000;
/** Peers in a window that make a crowd, those that do when adverts were dropped, and so few that it gets smaller. */
const MANY = 40;
const MANY_DROPPED = 25;
export const FEW = 20;
/** Windows with few peers after which the crowd is taken to be smaller. */
const QUIET_WINDOWS = 3;
/** Time between the adverts of a long burst, ms: a window holds three. */
const LONG_INTERVAL_MS = BOARD_BURST_INTERVAL_MS > 40 ? BOARD_BURST_INTERVAL_MS : 44;

/** 0, or 1 in a crowd, 2 in a great one: bursts are weaker, their adverts fewer, the windows longer. */
let crowd = 0;
let quiet = 0;
/** How long the receiver stays on each of three channels, ms. */
export let scanWindow: number;
/** How long a burst lasts before the rendezvous, and after it, s; time between its adverts, ms. */
export let reach: number;
export let burstInterval: number;

/** How many peers a window has brought, and whether adverts were dropped. */
export function countCrowd(peers: number, dropped: boolean): void {
  if (peers > (dropped ? MANY_DROPPED : MANY)) {
    if (crowd < 2) crowd++;
    quiet = 0;
  } else if (crowd && peers < FEW && ++quiet >= QUIET_WINDOWS) {
    crowd--;
    quiet = 0;
  }
}

/** What comes next, as things are: computed once a minute, for calls are dear. In a crowd three adverts fall into a window. */
export function planBurst(): void {
  scanWindow = crowd
    ? crowd > 1
      ? BOARD_GREAT_CROWD_WINDOW_MS
      : BOARD_CROWD_WINDOW_MS
    : BOARD_SCAN_WINDOW_MS;
  const least = (1.5 * scanWindow + BOARD_BURST_MARGIN_MS) / 1000;
  reach = burstReach(doubt, strays, least);
  burstInterval = crowd ? scanWindow : reach > 2 * least ? LONG_INTERVAL_MS : BOARD_BURST_INTERVAL_MS;
}

/** How much weaker a burst is than other adverts, dB: 4 in a crowd, 12 in a great one. */
export function weakerBy(): number {
  return crowd && 8 * crowd - 4;
}

/** Unix time of a minute's rendezvous. */
export function rendezvous(minute: number): number {
  return minute * 60 + rendezvousOffset(minute) / 1000;
}
