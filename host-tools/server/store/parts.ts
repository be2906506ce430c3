import type { Database } from "../database/database.ts";
import type { DiskRoom } from "../disk/disk-room.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import type { ClockWatch } from "./clock-watch.ts";
import type { Writer } from "./writer.ts";

/** What the rooms of the server work with. */
export interface StoreParts {
  readonly database: Database;
  readonly directory: TokenDirectory;
  readonly wrapping: KeyWrapping;
  readonly writer: Writer;
  readonly now: () => number;
  readonly clock: ClockWatch;
  readonly room: DiskRoom;
}
