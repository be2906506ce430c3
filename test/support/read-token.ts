/** What a station's page sends to the server while it reads a token, and what the token says meanwhile, from its key. */
import assert from "node:assert/strict";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { healthMac } from "../../protocol/authority.ts";
import { toHex } from "../../protocol/bytes.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { type ControlMessage, encodeControl } from "../../protocol/sync.ts";
import { helloFrom } from "./hello.ts";
import type { TestToken } from "./scenario.ts";

interface Asks {
  ask(method: string, path: string, body?: unknown): Promise<Response>;
}

const REPORT: ControlMessage = {
  name: "healthReport",
  batteryMillivolts: 2900,
  resets: 1,
  cause: 0,
  ppm: -20,
  lostAdverts: 0,
  lostPages: 0,
  firmware: 1,
  oldestSequence: 0,
};

/** The body of a health report; `anchor` is the last time that the token believed, Unix seconds. */
export function healthOf({ keys }: TestToken, anchor: number) {
  const message = encodeControl(REPORT);
  const mac = healthMac(sha256, hmacKey(keys.tokenKey), message.subarray(1), anchor);
  return { message: toHex(message), mac: toHex(mac), anchor };
}

/** The body in which a station hands on the token's HELLO. */
export function helloOf({ serial, keys }: TestToken) {
  const { name, hello } = helloFrom({ serial, tokenKey: keys.tokenKey });
  return { name, hello: toHex(encodeControl(hello)) };
}

/** Reads the token in this session, to its health report. Returns the report, as anybody in range may have heard it. */
export async function readToken(client: Asks, token: TestToken): Promise<ReturnType<typeof healthOf>> {
  const send = async (path: string, body: object, status = 200) => {
    const answer = await client.ask("POST", path, body);
    const text = await answer.text();
    assert.equal(answer.status, status, `${path}: ${text}`);
    return JSON.parse(text);
  };
  await send("/api/tickets", helloOf(token), 201);
  const { unixSeconds } = await send(`/api/tokens/${token.serial}/time`, { nonce: "0102030405060708" });
  const health = healthOf(token, unixSeconds);
  await send(`/api/tokens/${token.serial}/health`, health);
  return health;
}
