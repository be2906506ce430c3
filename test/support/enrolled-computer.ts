/** A computer with a key of its own, as a browser keeps it, enrolled without an administrator's code. */
import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import type { Office } from "../../host-tools/server/changes.ts";
import { codeHashOf, signedText } from "../../host-tools/server/staff/computers.ts";

export interface TestComputer {
  readonly id: string;
  /** Hex of the uncompressed point. */
  readonly point: string;
  /** Hex of the signature, r ‖ s. */
  sign(purpose: "enrol" | "sign-in" | "gate", account: string, challenge: string): string;
}

/** A pair of keys that no server knows yet. */
export function newComputer(id: string = randomUUID()): TestComputer {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
  const hexOf = (text: string) => Buffer.from(text, "base64url").toString("hex");
  return {
    id,
    point: `04${hexOf(x)}${hexOf(y)}`,
    sign: (purpose, account, challenge) =>
      sign("sha256", signedText(purpose, account, challenge), {
        key: privateKey,
        dsaEncoding: "ieee-p1363",
      }).toString("hex"),
  };
}

/** With hours of a shift a gate's. */
export async function enrolComputer(
  office: Office,
  place: string,
  shiftHours?: number,
): Promise<TestComputer> {
  const made = newComputer();
  const { id, point } = made;
  const now = office.now();
  const computer = {
    id,
    name: "Máy thử",
    place,
    addedBy: "server",
    addedAt: now,
    codeUntil: now + 1000,
    ...(shiftHours === undefined ? {} : { shiftHours }),
  };
  await office.commit({ actor: "server", action: "computer.change", outcome: "done" }, [
    { kind: "computer", computer, codeHash: codeHashOf(id) },
    { kind: "computer-enrolled", id, point, by: "server", at: now },
  ]);
  return made;
}
