import type { Board } from "./board.ts";
import { puckjs } from "./puckjs.ts";
import { xiaoble } from "./xiaoble.ts";

/** Every supported board by its id, the value of `--board`. */
export const boards: Readonly<Record<string, Board>> = { [puckjs.id]: puckjs, [xiaoble.id]: xiaoble };

export { puckjs, xiaoble };
