import { banglejs2 } from "./banglejs2.ts";
import type { Board } from "./board.ts";
import { mdbt42q } from "./mdbt42q.ts";
import { puckjs } from "./puckjs.ts";
import { xiaoble } from "./xiaoble.ts";

/** Every supported board by its id, the value of `--board`. */
export const boards: Readonly<Record<string, Board>> = {
  [puckjs.id]: puckjs,
  [xiaoble.id]: xiaoble,
  [mdbt42q.id]: mdbt42q,
  [banglejs2.id]: banglejs2,
};

export { banglejs2, puckjs, xiaoble };
