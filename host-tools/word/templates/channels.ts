/** The whole kit: every channel of the order, and what goes through each. */
import type { Channel } from "../model.ts";
import { CALENDAR } from "./calendar.ts";
import { COUNTERS } from "./counters.ts";
import { HOMES } from "./home-visits.ts";
import { HOTLINE } from "./hotline.ts";
import { LOUDSPEAKER } from "./loudspeaker.ts";
import { MEDIA } from "./media.ts";
import { GATE, STATION, STREET, TRANSPORT } from "./posters.ts";
import { SCHOOL } from "./schools.ts";
import { SCREENS } from "./screens.ts";
import { SMS_CHANNEL } from "./sms.ts";
import { SOCIAL } from "./social.ts";
import { WEARERS } from "./wearers.ts";
import { HOSPITALITY, UNION_CELL, WORKPLACE } from "./workplaces.ts";
import { ZALO_CHANNEL } from "./zalo.ts";

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
