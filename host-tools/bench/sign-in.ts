/** Signs a bench in: password, and the key of its computer, which is enrolled by a code the first time. */
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Challenge, EnrolledComputer, NextStage, OwnSession, SignedIn } from "../contract/sessions.ts";
import type { Talk } from "./talk.ts";

/** Asks whoever sits there; what they type is not shown where it is secret. */
export interface Prompt {
  secret(what: string): Promise<string>;
  line(what: string): Promise<string>;
}

interface SignInOptions {
  readonly login: string;
  /** File of the computer's key, readable by its owner alone. */
  readonly keyFile: string;
  readonly prompt: Prompt;
}

interface ComputerKey {
  readonly id: string;
  readonly pem: string;
}

/** Throws when the server refuses, or when the account wants a second factor that a bench does not have. */
export async function signIn(talk: Talk, { login, keyFile, prompt }: SignInOptions): Promise<void> {
  let password = await prompt.secret(`Mật khẩu / Password of ${login}`);
  let { stage } = await talk.ask<SignedIn>("POST", "/api/session", { login, password });
  for (;;) {
    if (stage === "open") return talk.stayAwake();
    const own = await talk.ask<OwnSession>("GET", "/api/session");
    if (stage === "must-change") {
      const fresh = await prompt.secret("Mật khẩu mới / New password");
      const body = { old: password, new: fresh };
      ({ stage } = await talk.ask<NextStage>("POST", "/api/session/password", body));
      password = fresh;
    } else if (own.ways.includes("computer"))
      stage = await withComputer(talk, own.account.id, keyFile, prompt);
    else if (stage === "second") {
      const code = await prompt.line("Mã dùng một lần / One-time code");
      ({ stage } = await talk.ask<NextStage>("POST", "/api/session/code", { code }));
    } else throw new Error(`the account cannot go on from "${stage}" here: sign in once at /quanly/`);
  }
}

async function withComputer(
  talk: Talk,
  account: string,
  keyFile: string,
  prompt: Prompt,
): Promise<SignedIn["stage"]> {
  const { challenge } = await talk.ask<Challenge>("POST", "/api/session/challenge");
  if (existsSync(keyFile)) {
    const { id, pem } = JSON.parse(readFileSync(keyFile, "utf8")) as ComputerKey;
    const signature = signed(pem, "sign-in", account, challenge);
    return (await talk.ask<NextStage>("POST", "/api/session/computer", { computer: id, signature })).stage;
  }
  const code = await prompt.line("Mã ghi nhận máy / Enrolment code of this computer");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" }) as { x: string; y: string };
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const signature = signed(pem, "enrol", account, challenge);
  const body = { code, point: point.toString("hex"), signature };
  const { stage, computer } = await talk.ask<EnrolledComputer>("PUT", "/api/session/computer", body);
  const kept: ComputerKey = { id: computer.id, pem };
  writeFileSync(keyFile, JSON.stringify(kept), { mode: 0o600, flag: "wx" });
  return stage;
}

/** As every computer signs (server/staff/computers.ts): good for one account, session and purpose. */
function signed(pem: string, purpose: "enrol" | "sign-in", account: string, challenge: string): string {
  const text = Buffer.from(`bluezone-token computer 1\n${purpose}\n${account}\n${challenge}`);
  return sign("sha256", text, { key: createPrivateKey(pem), dsaEncoding: "ieee-p1363" }).toString("hex");
}
