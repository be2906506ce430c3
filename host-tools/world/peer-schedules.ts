/**
 * Other designs as schedules, from what is published of them. What is not known is filled in their favour: no processor
 * time, no watched button, no lights, non-connectable adverts, clocks and channels without fault.
 */
import { MINUTE_MS } from "../lib/time.ts";
import { NO_PROCESSOR, type Schedule } from "./schedule.ts";

export interface PeerSchedule extends Schedule {
  readonly source: string;
  /** What is not known and how it was filled. */
  readonly filled: string;
}

const common = { powerDbm: 0, connectable: false, packet: "token", processor: NO_PROCESSOR } as const;

export const PEER_SCHEDULES: Readonly<Record<string, PeerSchedule>> = {
  tracetogether: {
    ...common,
    name: "tracetogether",
    title: "TraceTogether token",
    listening: { windowMs: 1_100, everyMs: [5 * MINUTE_MS, 5 * MINUTE_MS], slotMs: 100 },
    adverts: { intervalMs: 1_000 },
    source: "write-up of the token's teardown: scans every 5 minutes",
    filled:
      "window and advert interval: the cheapest pair of which every look hears everybody (1 s and an interval's worth of listening)",
  },
  traceband: {
    ...common,
    name: "traceband",
    title: "TraceBand",
    listening: { windowMs: 2_000, everyMs: [5 * MINUTE_MS, 5 * MINUTE_MS], slotMs: 100 },
    adverts: { intervalMs: 250 },
    source: "CovidBracelet src/tracing.c: 2 s every 5 minutes, adverts every 250 ms",
    filled: "nothing of its times",
  },
  kerlink: {
    ...common,
    name: "kerlink",
    title: "Kerlink badge",
    listening: { windowMs: 220, everyMs: [40_000, 40_000], slotMs: 220 / 3 },
    adverts: { intervalMs: 200 },
    source: "docs.microshare.io, contact tracing data format: 220 ms every 40 s, adverts every 200 ms",
    filled: "channels: all three in each look",
  },
  gaen: {
    ...common,
    name: "gaen",
    title: "Exposure Notification timing",
    listening: { windowMs: 4_000, everyMs: [210_000, 300_000], slotMs: 100 },
    adverts: { intervalMs: 250 },
    source:
      "google/exposure-notifications-internals ContactTracingFeature.java: 4 s every 210 to 300 s, 250 ms",
    filled: "power 0 dBm instead of -15; a token's battery, not a phone's",
  },
  diract: {
    ...common,
    name: "diract",
    title: "reelyActive DirAct",
    listening: { windowMs: 400, everyMs: [4_000, 4_000], slotMs: 100 },
    adverts: { intervalMs: 400 },
    source: "reelyactive/diract puckjs/diract.js: 400 ms in 4 s, adverts every 400 ms",
    filled:
      "it advertises while it listens, too (in truth 3.6 s and not meanwhile); no processor time though it runs JavaScript",
  },
};
