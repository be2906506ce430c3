/** Numbers and keys from the running server, for an account of the role bench. */
import { randomUUID } from "node:crypto";
import type { EnrolmentAnswer, NumberEnd, NumberEnded } from "../contract/enrolments.ts";
import { ServerRefused, type Talk } from "./talk.ts";

export interface Asking {
  /** The same with each repetition. */
  readonly request: string;
  readonly point: string;
  readonly boardNumber: number;
  readonly power: number;
}

export interface Enroller {
  /** Waits while the server cannot be reached; throws when it refuses. Asked again with the same words it answers the same. */
  enrol(asking: Asking): Promise<EnrolmentAnswer>;
  /**
   * Tells what became of a number, again and again while the server cannot be reached. False where the server knows of no bench that
   * drew it: an older one does not write that down. Throws when it refuses.
   */
  ended(serial: number, end: NumberEnd): Promise<boolean>;
}

export function newRequest(): string {
  return randomUUID();
}

export function enrollerOver(talk: Talk): Enroller {
  return {
    enrol: ({ request, point, boardNumber, power }) =>
      talk.ask<EnrolmentAnswer>(
        "POST",
        "/api/enrolments",
        { board: boardNumber, powerAtOneMetre: power, point },
        request,
      ),
    async ended(serial, end) {
      try {
        await talk.ask<NumberEnded>("POST", `/api/enrolments/${serial}/end`, { end }, newRequest());
        return true;
      } catch (error) {
        if (error instanceof ServerRefused && error.reason === "not-found") return false;
        throw error;
      }
    },
  };
}
