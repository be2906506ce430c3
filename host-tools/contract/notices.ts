/** Invitations to sync: whom of a place, until when, and never why. */
import * as v from "valibot";
import { both, id, place, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { NOTICE_KINDS } from "./vocabulary.ts";

export const newNotice = v.pipe(
  v.strictObject({
    place,
    kind: v.picklist(NOTICE_KINDS),
    /** Hamlets or groups; none where everybody of the place is meant. */
    names: v.pipe(v.array(text(80)), v.maxLength(30)),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(14)),
  }),
  v.forward(
    v.check(({ kind, names }) => (kind === "everybody") === (names.length === 0)),
    ["names"],
  ),
);

export const notice = v.strictObject({
  id,
  place: v.string(),
  placeName: v.string(),
  kind: v.picklist(NOTICE_KINDS),
  names: v.array(v.string()),
  madeAt: time,
  until: time,
  /** To be read aloud or written up. */
  say: both,
});
export type NoticeView = AnswerOf<typeof notice>;

export const noticeList = v.strictObject({ notices: v.array(notice) });
export type NoticeList = AnswerOf<typeof noticeList>;

export const wantedGroups = v.strictObject({ place });
/** Whom a notice of a place can name. Where fewer wear a token than a notice needs, it would tell who is meant. */
export const noticeGroups = v.strictObject({
  place: v.string(),
  placeName: v.string(),
  /** Everybody of the place together is enough. */
  isEnough: v.boolean(),
  groups: v.array(
    v.strictObject({ kind: v.picklist(["hamlet", "group"]), name: v.string(), isEnough: v.boolean() }),
  ),
  /** Places that a notice can be of. */
  places: v.array(v.strictObject({ id: v.string(), name: v.string() })),
});
export type NoticeGroups = AnswerOf<typeof noticeGroups>;

export const ofNotice = v.strictObject({ notice: id });
export const withdrawnNotice = v.strictObject({ isWithdrawn: v.boolean() });
