/** How long forms can be opened: a station that was away may use a key for 60 days after its last fetch. */
import { isoOf } from "../../lib/time.ts";
import type { RoomData } from "../database/room-data.ts";

export const FORM_KEY_DATA: RoomData = {
  // They are no token's.
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM station.form_key WHERE made_at < $1", [isoOf(before("repeats"))]);
  },
};
