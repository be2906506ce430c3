/** Plays a day with a schedule in place of the program: the same people, air and account, no keys, server or rule. */

import { hash } from "../lib/random.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { AirObserver } from "./air-observer.ts";
import type { Day } from "./day.ts";
import { drive } from "./drive.ts";
import { consumptionOf, currentsOf, energyReport } from "./energy.ts";
import { planeReport } from "./no-plane.ts";
import { Radio } from "./radio.ts";
import type { RadioParameters } from "./radio-parameters.ts";
import { heardReport, logReport } from "./report.ts";
import type { WorldReport } from "./report-types.ts";
import { sceneOf } from "./scene-of.ts";
import type { Schedule } from "./schedule.ts";
import { AddressBook, ScheduleToken } from "./schedule-token.ts";
import { truthSummary } from "./truth.ts";

interface PlayScheduleOptions {
  readonly day: Day;
  readonly schedule: Schedule;
  readonly seed: number;
  readonly parameters?: RadioParameters | undefined;
  readonly observer?: AirObserver | undefined;
  /** Share of the day that is played, 0..1. */
  readonly onProgress?: (share: number) => void;
}

const RSSI_AT_ONE_METRE = -59;

export function playSchedule({
  day,
  schedule,
  seed,
  parameters,
  observer,
  onProgress,
}: PlayScheduleOptions): WorldReport {
  const scene = sceneOf(day, seed);
  const book = new AddressBook();
  const { startAt, endAt } = day;
  const tokens = day.people.map(
    (_, person) => new ScheduleToken({ schedule, person, seed: hash(seed, 11, person), startAt, book }),
  );
  const members = tokens.map((token, person) => ({ token, person, rssiAtOneMetreDbm: RSSI_AT_ONE_METRE }));
  const radio = new Radio(scene, members, { seed, parameters, observer });
  const before = tokens.map(({ meter }) => consumptionOf(meter));
  drive(radio, members, startAt, endAt, {
    onProgress: (t) => onProgress?.((t - startAt) / (endAt - startAt)),
  });
  for (const token of tokens) token.settleMeter(endAt);
  const records = tokens.flatMap((token) => token.records());
  const { heard, collided, busy, ownAdvert, weak, otherLoss } = radio.counts;
  return {
    people: day.people.length,
    minutes: (endAt - startAt) / MINUTE_MS,
    seed,
    schedule: schedule.name,
    runtime: "none",
    truth: truthSummary(scene.pairs),
    plane: planeReport(scene),
    heard: heardReport(scene.pairs, records),
    rule: { precision: null, recall: null, byDistance: [] },
    log: logReport([...day.people.keys()], records, null),
    energy: energyReport(
      tokens.map(({ meter }, person) =>
        currentsOf(before[person]!, consumptionOf(meter), endAt - startAt, {
          button: schedule.processor.button,
          externalFlash: false,
        }),
      ),
    ),
    lost: {
      heard,
      collided,
      busy,
      ownAdvert,
      weak,
      otherLoss,
      queueFull: tokens.reduce((sum, { meter }) => sum + meter.droppedEvents, 0),
    },
    logHashes: [],
  };
}
