/** The whole kit: every channel of the order, and what goes through each. */
import type { Channel } from "../model.ts";
import { CALENDAR } from "./calendar.ts";
import { LOUDSPEAKER } from "./loudspeaker.ts";
import { MEDIA } from "./media.ts";
import { SMS_CHANNEL, SOCIAL, ZALO_CHANNEL } from "./messages.ts";
import { GATE, STATION, STREET, TRANSPORT } from "./posters.ts";
import { SCHOOL } from "./schools.ts";
import { SCREENS } from "./screens.ts";
import { COUNTERS, HOMES, HOTLINE } from "./talks.ts";
import { WEARERS } from "./wearers.ts";
import { HOSPITALITY, UNION_CELL, WORKPLACE } from "./workplaces.ts";

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
