import type { Consent } from "../../host-tools/server/people/consents.ts";

/** A consent to contacts as a station takes it, or what is told otherwise. */
export function consentOf(takenBy: string, at: number, change: Partial<Consent> = {}): Consent {
  return {
    purpose: "contacts",
    answer: "given",
    version: "2026-1",
    language: "vi",
    channel: "station",
    givenBy: "self",
    takenBy,
    at,
    ...change,
  };
}
