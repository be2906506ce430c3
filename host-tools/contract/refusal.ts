import type { Rejection } from "../../protocol/decoded.ts";

/** A request that the server does not fulfil, with a fixed word for the reason. Its message tells no secret. */
export class Refusal extends Error {
  readonly reason: string;
  readonly field: string;
  readonly offset: number;

  constructor({ reason, field, offset }: Rejection) {
    super(reason);
    this.name = "Refusal";
    this.reason = reason;
    this.field = field;
    this.offset = offset;
  }
}

export function refuse(reason: string, field: string, offset = 0): Refusal {
  return new Refusal({ reason, field, offset });
}
