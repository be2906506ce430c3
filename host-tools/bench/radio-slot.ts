/** A place without a cable: whatever open board is heard loudest and has not been looked at since it came. */
import type { Port } from "../tools/flash/port.ts";
import type { Ear } from "./ear.ts";
import type { Slot } from "./work.ts";

/** What open interpreters of the boards call themselves. */
const OPEN_BOARD = /^(Puck\.js|MDBT42Q|Bangle\.js|XIAO) [0-9a-f]{4}$/i;

/** `taken` is shared by all such places: addresses that one of them has, or had and that are on the air still. */
export function radioSlot(
  path: string,
  ear: Ear,
  taken: Set<string>,
  open: (address: string) => Promise<Port>,
): Slot {
  let last: string | undefined;
  return {
    path,
    isOverRadio: true,
    async open() {
      const there = ear.strongest(OPEN_BOARD);
      // Who has gone may come again, mended.
      for (const address of taken) if (!there.includes(address) && address !== last) taken.delete(address);
      const next = there.find((address) => !taken.has(address));
      if (next === undefined) throw new Error("nobody new is on the air");
      taken.add(next);
      last = next;
      return open(next).catch((error: unknown) => {
        taken.delete(next);
        throw error;
      });
    },
    reopen() {
      if (last === undefined) throw new Error("nobody was there");
      return open(last);
    },
  };
}
