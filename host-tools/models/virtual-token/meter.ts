import type { CallbackKind, SightingKind } from "./costs.ts";

/** What a token did since it was made, for energy accounts and for tests. Flash counts are in FlashModel. */
export class Meter {
  /** Receiver on for scanning: span of scanning times window / interval, ms. */
  listenMs = 0;
  /** Adverts sent, each on three channels. */
  advertsSent = 0;
  /** Same, by TX power in dBm and connectable or not ("0 connectable"), for energy per advert. */
  readonly advertsByKind = new Map<string, number>();
  connectedMs = 0;
  connectionEvents = 0;
  /** Times that the token asked its central for another interval. */
  intervalRequests = 0;
  cpuMs = 0;
  ledMs = 0;
  /** Times that the processor woke up with something to do. */
  wakeUps = 0;
  /** Flash was written or erased for so long; a part of cpuMs. */
  flashMs = 0;
  radioRestarts = 0;
  /** Adverts and other radio events lost because the event ring was full. */
  droppedEvents = 0;
  /** Notifications lost because the stack's queue was full. */
  droppedNotifications = 0;
  errorsPrinted = 0;
  /** Adverts that the program's listener got, by what they were to it. */
  readonly sightings: Record<SightingKind, number> = {
    known: 0,
    fresh: 0,
    phone: 0,
    freshPhone: 0,
    foreign: 0,
  };
  readonly callbacks: Record<CallbackKind, number> = {
    advert: 0,
    sighting: 0,
    timer: 0,
    write: 0,
    watch: 0,
    event: 0,
    promise: 0,
  };
}
