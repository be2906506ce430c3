/** Numbers and keys from the running server, for an account of the role bench. */
import { randomUUID } from "node:crypto";
import type { EnrolmentAnswer } from "../contract/enrolments.ts";
import type { Talk } from "./talk.ts";

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
  };
}
