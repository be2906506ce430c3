/** The whole kit: every channel of the order, and what goes through each. */
import type { Facts } from "../facts.ts";
import type { Channel } from "../model.ts";
import { CALENDAR } from "./calendar.ts";
import { COUNTERS } from "./counters.ts";
import { HOMES } from "./home-visits.ts";
import { HOTLINE } from "./hotline.ts";
import { LOUDSPEAKER } from "./loudspeaker.ts";
import { MEDIA } from "./media.ts";
import { NOTICE_BOARD } from "./notice-board.ts";
import { GATE, STATION, STREET, TRANSPORT } from "./posters.ts";
import { SCHOOL } from "./schools.ts";
import { SCREENS } from "./screens.ts";
import { SMS_CHANNEL } from "./sms.ts";
import { SOCIAL } from "./social.ts";
import { WEARERS } from "./wearers.ts";
import { HOSPITALITY, UNION_CELL, WORKPLACE } from "./workplaces.ts";
import { ZALO_CHANNEL } from "./zalo.ts";

/** What a unit of each kind most often needs, so that nobody reads through all of it: a beginning, and no limit. */
export const SUGGESTED: Readonly<Record<Facts["kind"], readonly Channel[]>> = {
  province: [LOUDSPEAKER, SMS_CHANNEL, ZALO_CHANNEL, SOCIAL, MEDIA, HOTLINE, CALENDAR],
  commune: [WEARERS, NOTICE_BOARD, STREET, LOUDSPEAKER, HOMES, ZALO_CHANNEL, SOCIAL, HOTLINE, CALENDAR],
  station: [WEARERS, STATION, HOMES, SMS_CHANNEL, HOTLINE],
  school: [WEARERS, GATE, SCHOOL, SMS_CHANNEL, ZALO_CHANNEL],
  park: [WEARERS, GATE, UNION_CELL, WORKPLACE, SCREENS],
  company: [WEARERS, GATE, UNION_CELL, WORKPLACE],
  union: [WEARERS, UNION_CELL, ZALO_CHANNEL],
  transport: [GATE, TRANSPORT, SCREENS],
  hospitality: [GATE, HOSPITALITY],
  telecom: [COUNTERS, SMS_CHANNEL],
  building: [GATE, SCREENS],
};

export const CHANNELS: readonly Channel[] = [
  WEARERS,
  STATION,
  GATE,
  SCHOOL,
  UNION_CELL,
  WORKPLACE,
  HOSPITALITY,
  TRANSPORT,
  SCREENS,
  STREET,
  NOTICE_BOARD,
  LOUDSPEAKER,
  HOMES,
  COUNTERS,
  SMS_CHANNEL,
  ZALO_CHANNEL,
  SOCIAL,
  MEDIA,
  HOTLINE,
  CALENDAR,
];
