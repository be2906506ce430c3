/** Boards that come to places of a bench one after the other, and whoever stands there, in the same process. */
import type { Ear } from "../../host-tools/bench/ear.ts";
import type { Person } from "../../host-tools/bench/person.ts";
import type { Slot } from "../../host-tools/bench/work.ts";
import { NoAnswer, type Port } from "../../host-tools/tools/flash/port.ts";
import type { VirtualBoard } from "./virtual-board.ts";

/** A place with a cable: what lies there is changed by hand. */
export class Place {
  board: VirtualBoard | undefined;
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get slot(): Slot {
    const open = async () => this.#port();
    return { path: this.path, isOverRadio: false, open, reopen: open };
  }

  #port(): Port {
    const at = (): VirtualBoard => {
      if (!this.board || this.board.isSilent) throw new NoAnswer("nothing came back");
      return this.board;
    };
    return {
      evaluate: async (expression) =>
        at()
          .evaluate(expression)
          .catch((error: Error) => {
            throw error.message === "silent" ? new NoAnswer("nothing came back") : error;
          }),
      type: async (text) => void (await this.board?.type(text)),
      heard: async () => ({ text: "", closed: false }),
      close() {},
    };
  }
}

/** Presses, looks and reads what is there. */
export function personAt(places: readonly Place[]): Person {
  const boardAt = (path: string) => places.find((place) => place.path === path)?.board;
  return {
    press(path) {
      const board = boardAt(path);
      board?.press();
      const timer = setTimeout(() => board?.release(), 150);
      return { done: () => clearTimeout(timer) };
    },
    seesLamp: async (path) => boardAt(path)?.blinks() ?? false,
    readsName: async (path) => boardAt(path)?.name,
  };
}

/** An adapter beside the places; `others` more devices are on the air. */
export function earAt(places: readonly Place[], others: number): Ear {
  const boards = () => places.flatMap(({ board }) => board ?? []);
  return {
    async level(address) {
      const board = boards().find((one) => one.address === address);
      return board?.level === undefined ? undefined : { median: board.level, adverts: 20 };
    },
    lately: () => undefined,
    others: () => others,
    named: async (name) => boards().some((board) => board.name === name),
    strongest: () => [],
    close: async () => {},
  };
}
