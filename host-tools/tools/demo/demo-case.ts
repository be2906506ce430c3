/** The case that the demo's investigator finds: opened, approved by somebody else and looked at once, by the server's own routes. */
import { randomUUID } from "node:crypto";
import type { CaseView } from "../../contract/cases.ts";
import { dayInProvince } from "../../contract/province-time.ts";
import type { SignedIn } from "../../contract/sessions.ts";
import { CSRF_HEADER } from "../../server/http/request/guard.ts";
import { KEY_HEADER } from "../../server/http/request/repeats.ts";
import { APPROVER, INVESTIGATOR } from "./demo-staff.ts";
import { OneTimeCodes } from "./one-time-codes.ts";

/** What answers requests: the routes, without a socket. */
interface Doors {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

interface Session {
  /** Throws with what the server said where it refuses. */
  ask<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  readonly codes: OneTimeCodes;
}

const ORIGIN = "http://localhost";

interface CasePlan {
  /** Id of who is ill, and the first day of it, YYYY-MM-DD. */
  readonly person: string;
  readonly onset: string;
  readonly password: string;
  /** World ms. */
  readonly now: () => number;
}

export interface PreparedCase {
  readonly id: string;
  readonly reference: string;
  /** The investigator's. */
  readonly codes: OneTimeCodes;
}

/** The first look makes the list that later ones are held against. Throws where the server refuses a step. */
export async function prepareCase(doors: Doors, plan: CasePlan): Promise<PreparedCase> {
  const { person, onset, password, now } = plan;
  const investigator = await enter(doors, INVESTIGATOR.login, password, now);
  const approver = await enter(doors, APPROVER.login, password, now);
  const tested = dayInProvince(now());
  const reference = `HD/${tested.slice(0, 4)}-1`;
  const subject = { kind: "person", person };
  const opened = await investigator.ask<CaseView>("POST", "/api/cases", {
    subject,
    reference,
    ground: "pcr",
    tested,
    onset,
  });
  const { id, scope } = opened;
  await approver.ask("POST", `/api/cases/${id}/approval`, { approved: true, scope });
  await investigator.ask("GET", `/api/cases/${id}/contacts?reason=case-investigation`);
  for (const session of [investigator, approver]) await session.ask("DELETE", "/api/session");
  return { id, reference, codes: investigator.codes };
}

/** Signs in with all steps; the authenticator app is set up on the way. */
async function enter(doors: Doors, login: string, password: string, now: () => number): Promise<Session> {
  const headers: Record<string, string> = { host: "localhost", origin: ORIGIN };
  const send = async (method: string, path: string, body?: object) => {
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await doors.request(`${ORIGIN}${path}`, {
      method,
      headers: Object.assign({ [KEY_HEADER]: randomUUID() }, json, headers),
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${login}: ${method} ${path} was refused: ${text}`);
    return { answer, told: text === "" ? undefined : JSON.parse(text) };
  };
  const { answer, told } = await send("POST", "/api/session", { login, password });
  headers.cookie = answer.headers.get("set-cookie")!.split(";")[0]!;
  headers[CSRF_HEADER] = (told as SignedIn).csrf;
  const { uri } = (await send("POST", "/api/session/codes")).told as { uri: string };
  const codes = new OneTimeCodes(uri, now);
  await send("PUT", "/api/session/codes", { code: codes.first() });
  return {
    codes,
    ask: async <Answer>(method: string, path: string, body?: object) =>
      (await send(method, path, body)).told as Answer,
  };
}
