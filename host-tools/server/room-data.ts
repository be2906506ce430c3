import { MERGED_CONTACT_DATA } from "./cases/merged-contacts.ts";
import type { RoomData } from "./database/room-data.ts";
import { FIRE_DATA } from "./fires/fire-store.ts";
import { DEED_DATA } from "./gates/deed-store.ts";
import { HAND_COUNT_DATA } from "./gates/hand-count-store.ts";
import { PASSAGE_DATA } from "./gates/passage-store.ts";
import { VISIT_DATA } from "./gates/visit-store.ts";
import { LIST_DATA } from "./lists/list-store.ts";
import { MERGE_DATA } from "./people/merge-data.ts";
import { WEARING_DATA } from "./people/wearing-data.ts";
import { TOKEN_CALL_DATA } from "./recalls/token-call-store.ts";
import { DONE_DATA } from "./repeats/done-store.ts";
import { FORM_KEY_DATA } from "./station-desk/form-key-data.ts";
import { STOCK_DATA } from "./stock/stock-store.ts";
import { TAKING_DATA } from "./stock/taking-store.ts";
import { TRANSFER_DATA } from "./stock/transfer-store.ts";
import { PAGE_DATA } from "./store/page-data.ts";
import { HEALTH_DATA } from "./tokens/health-store.ts";

/** What the rooms keep of tokens and wearers. What is not here is neither erased with a token nor discarded in time. */
export const ROOM_DATA: readonly RoomData[] = [
  PAGE_DATA,
  HEALTH_DATA,
  WEARING_DATA,
  DONE_DATA,
  FORM_KEY_DATA,
  MERGED_CONTACT_DATA,
  MERGE_DATA,
  LIST_DATA,
  PASSAGE_DATA,
  FIRE_DATA,
  TOKEN_CALL_DATA,
  VISIT_DATA,
  HAND_COUNT_DATA,
  DEED_DATA,
  STOCK_DATA,
  TRANSFER_DATA,
  TAKING_DATA,
];
