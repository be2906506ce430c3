/** Who works in the demo, and who wears its tokens: a nurse, an investigator, two who approve, and every worker by name. */
import { randomUUID } from "node:crypto";
import type { Role } from "../../contract/vocabulary.ts";
import { HOUR_MS } from "../../lib/time.ts";
import type { Office } from "../../server/changes.ts";
import type { Consent } from "../../server/people/consents.ts";
import { CODE_HOURS, codeHashOf } from "../../server/staff/computers.ts";
import { putUnits } from "../../server/staff/first-start.ts";
import { hashed } from "../../server/staff/passwords.ts";
import { SAMPLE_UNITS } from "../../server/units/sample-units.ts";
import type { PlayedWorld } from "../../world/play.ts";

const WARD = "10525-2025";
const PROVINCE = "31";
const BY_THE_DEMO = { actor: "server", outcome: "done" } as const;

interface Member {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly place: string;
}

export const NURSE: Member = { login: "tram.thu", name: "Trạm thử", role: "station", place: WARD };
export const INVESTIGATOR: Member = {
  login: "dieu.tra",
  name: "Điều tra thử",
  role: "investigator",
  place: WARD,
};
export const APPROVER: Member = {
  login: "duyet.mot",
  name: "Duyệt thử",
  role: "province-administrator",
  place: PROVINCE,
};
/** A server has two administrators, or shows nobody's contacts. */
const OTHER_APPROVER: Member = {
  login: "duyet.hai",
  name: "Duyệt thử hai",
  role: "province-administrator",
  place: PROVINCE,
};

interface Secrets {
  /** Of all members alike. */
  readonly password: string;
  readonly enrolmentCode: string;
}

/** Units, staff and the station's computer; `now` in world ms. The nurse's id. */
export async function addStaff(
  office: Office,
  { password, enrolmentCode }: Secrets,
  now: number,
): Promise<string> {
  await putUnits(office, SAMPLE_UNITS);
  const hash = await hashed(password);
  const nurse = randomUUID();
  for (const member of [NURSE, INVESTIGATOR, APPROVER, OTHER_APPROVER]) {
    const id = member === NURSE ? nurse : randomUUID();
    await office.commit({ ...BY_THE_DEMO, action: "staff.change", subject: id }, [
      { kind: "account", account: Object.assign({ id, enabled: true }, member) },
      { kind: "password", id, hash, mustChange: false },
    ]);
  }
  const computer = { id: randomUUID(), name: "Máy thử", place: WARD, addedBy: nurse, addedAt: now };
  await office.commit({ ...BY_THE_DEMO, action: "computer.change", subject: computer.id }, [
    {
      kind: "computer",
      codeHash: codeHashOf(enrolmentCode),
      computer: Object.assign({ codeUntil: now + CODE_HOURS * HOUR_MS }, computer),
    },
  ]);
  return nurse;
}

/** Vietnamese for the roles of a park's people. */
const TITLES: Readonly<Record<string, string>> = { worker: "Công nhân", leader: "Tổ trưởng" };

/** What the office calls a world's person: "worker-4" is "Công nhân 4". */
export function officeName(person: string): string {
  const [role, number] = person.split("-");
  return `${TITLES[role!] ?? role} ${number}`;
}

/** Everybody as a person of the ward whom the nurse asked when the token was handed out; ids in the order of the world's people. */
export async function addWearers(
  office: Office,
  { tokens, scene, startedAt }: PlayedWorld,
  nurse: string,
): Promise<string[]> {
  const ids = scene.day.people.map(() => randomUUID() as string);
  const consent: Consent = {
    purpose: "contacts",
    answer: "given",
    version: "2026-2",
    language: "vi",
    channel: "station",
    givenBy: "self",
    takenBy: nurse,
    at: startedAt,
  };
  for (const { serial, person } of tokens) {
    const id = ids[person]!;
    const details = {
      id,
      name: officeName(scene.day.people[person]!),
      birth: String(1960 + (person % 40)),
      unit: WARD,
      phone: `+8491${String(2_000_000 + person)}`,
    };
    await office.commit({ ...BY_THE_DEMO, action: "person.add", subject: id }, [
      { kind: "person", person: id, details },
      { kind: "consent", person: id, consent },
      // The world gave the token to a label; from the same moment on it is a person's.
      { kind: "worn", person: id, serial, from: startedAt },
    ]);
  }
  return ids;
}
