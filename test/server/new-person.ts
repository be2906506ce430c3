import { WARD } from "../support/harness.ts";

/** The body that adds a person under an id, the same each time. */
export const newPerson = (id: string) => ({
  id,
  person: { unit: WARD, name: "Trần Văn Đạo", birth: "1951" },
  consent: { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" },
  another: true,
});
