/** How many people wear a token, and what is to be done for them first: counts by place; names for the own station alone. */
import * as v from "valibot";
import { count, date, id, place, serialNumber } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { ORGANISATION_KINDS } from "./vocabulary.ts";

/** From the least to the most that it can be; where both are the same it is known. */
const told = v.strictObject({ least: count, most: count });

const figures = {
  /** Who wears a token. */
  worn: told,
  /** Of these, whose token spoke with a station within 7 days, longer where days off lie between. */
  synced: told,
  /** Of these, who belongs to each of `UPTAKE_STATES`; nobody belongs to two. */
  never: told,
  silent: told,
  due: told,
  dueLater: told,
};
const uptakeFigures = v.strictObject(figures);
export type UptakeFigures = AnswerOf<typeof uptakeFigures>;

const ofPlace = {
  place,
  name: v.string(),
  /** Absent of a unit. */
  kind: v.optional(v.picklist(ORGANISATION_KINDS)),
  /** Unit that it lies in. */
  in: v.optional(place),
};

export const uptake = v.strictObject({
  /** As it was when this day began. Of the own place's station: as it is now. */
  day: date,
  isExact: v.boolean(),
  places: v.array(v.strictObject({ ...ofPlace, ...figures })),
  /** Organisations within reach, by what they are. */
  sectors: v.array(v.strictObject({ kind: v.picklist(ORGANISATION_KINDS), ...figures })),
});
export type Uptake = AnswerOf<typeof uptake>;

/** A head count of a place, as its office types it; no heads take it back. */
export const headCount = v.strictObject({
  /** Of a unit: its people who belong to no organisation. */
  place,
  heads: count,
  /** Of these, who wears no token and runs the app on a phone. */
  phones: count,
});

const percent = v.pipe(count, v.minValue(1), v.maxValue(100));
/** What share of a unit's people is to have a token or the app, until when; null takes it back. */
export const shareTarget = v.strictObject({
  place,
  target: v.nullable(v.strictObject({ percent, until: date })),
});

const toldShare = v.strictObject({
  heads: told,
  phones: told,
  /** Who has a token or the app, of all; absent where few are told. */
  percent: v.optional(told),
  /** Places whose heads are told, of those in which somebody wears a token or whose heads are told. */
  places: count,
  of: count,
});
export type ToldShare = AnswerOf<typeof toldShare>;

/** The place whose weeks are asked for. */
export const weeksOf = v.strictObject({ place });
export const uptakeWeeks = v.strictObject({
  /** Mondays, the oldest first. */
  weeks: v.array(date),
  /** The place itself first, then units and organisations that lie in it. Of each week what is told of it; null where it was not counted. */
  places: v.array(
    v.strictObject({
      ...ofPlace,
      told: v.array(
        v.nullable(
          v.strictObject({
            ...figures,
            /** Absent where no heads are told. */
            share: v.optional(toldShare),
          }),
        ),
      ),
      target: v.optional(v.strictObject({ percent, until: date })),
      /** Of a unit whose share is told: among those beside it, this week. */
      rank: v.optional(v.strictObject({ rank: count, of: count })),
    }),
  ),
  /** What who asks has typed of the place last; nobody else's. */
  typed: v.optional(v.strictObject({ day: date, heads: count, phones: count })),
});
export type UptakeWeeks = AnswerOf<typeof uptakeWeeks>;

/**
 * What is to be done for a wearer first: has worn a token without a sync; had none for 7 days, longer where days off lie between;
 * battery to be changed within 14 days; within 30. The battery of who is silent is not known.
 */
export const UPTAKE_STATES = ["never", "silent", "due", "dueLater"] as const;
export type UptakeState = (typeof UPTAKE_STATES)[number];

export const wearersInNeed = v.strictObject({
  /** By given name. */
  wearers: v.array(
    v.strictObject({
      person: id,
      name: v.string(),
      /** Year, or whole date. */
      birth: v.string(),
      hamlet: v.optional(v.string()),
      /** Class or workshop. */
      group: v.optional(v.string()),
      /** Name of the organisation. */
      organisation: v.optional(v.string()),
      serial: serialNumber,
      state: v.picklist(UPTAKE_STATES),
      /** The day of the last sync; absent of who never had one. */
      synced: v.optional(date),
      /** The day before which the battery should be changed, by the last sync. */
      changeBefore: v.optional(date),
    }),
  ),
});
export type WearersInNeed = AnswerOf<typeof wearersInNeed>;
