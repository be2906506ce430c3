/** The training's chooser: a list in the page in place of the browser's window. */
import { tokenName } from "../../../../protocol/identity.ts";
import { BluetoothProblem } from "../../../station/errors.ts";
import { openStore, type Store } from "../../shared/store.ts";
import type { Chosen, Radio } from "../services/types.ts";
import { connectSimulated, type SimulatedToken } from "./simulated-token.ts";

interface Asked {
  readonly tokens: readonly SimulatedToken[];
  answer(token: SimulatedToken | undefined): void;
}

export interface TrainingRadio extends Radio {
  /** What the page's chooser shows, while it is open. */
  readonly asked: Store<Asked | undefined>;
}

export function trainingRadio(tokens: readonly SimulatedToken[]): TrainingRadio {
  const asked = openStore<Asked | undefined>(undefined);
  return {
    asked,
    why: async () => undefined,
    choose: (name) =>
      new Promise<Chosen>((resolve, reject) => {
        const offered = tokens.filter(({ serial }) => name === undefined || tokenName(serial) === name);
        asked.set({
          tokens: offered,
          answer(token) {
            asked.set(undefined);
            if (!token) return reject(new BluetoothProblem("none-chosen", "training"));
            resolve({ name: tokenName(token.serial), connect: async () => connectSimulated(token) });
          },
        });
      }),
  };
}
