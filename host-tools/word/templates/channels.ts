/** The whole kit: every channel of the order, and what goes through each. */
import type { Channel } from "../model.ts";
import { LOUDSPEAKER } from "./loudspeaker.ts";
import { SMS_CHANNEL, SOCIAL, ZALO_CHANNEL } from "./messages.ts";

export const CHANNELS: readonly Channel[] = [LOUDSPEAKER, SMS_CHANNEL, ZALO_CHANNEL, SOCIAL];
