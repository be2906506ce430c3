/** Runs on the interpreter: reckons a token's four tags so many times, with its key made ready each time or once. */
import { hmacKey } from "../../../protocol/hash.ts";
import { recallTags } from "../../../protocol/recall.ts";

declare const ROUNDS: number;
declare const KEY_EACH_TIME: boolean;
declare const crypto: { SHA256(message: Uint8Array): ArrayBuffer };
declare const print: (text: string) => void;
declare const quit: () => void;

const sha256 = (message: Uint8Array): Uint8Array => new Uint8Array(crypto.SHA256(message));
const tokenKey = new Uint8Array(32);
tokenKey.fill(7);
let key = hmacKey(tokenKey);
let tags: Uint8Array[] = [];
for (let epoch = 1; epoch <= ROUNDS; epoch++) {
  if (KEY_EACH_TIME) key = hmacKey(tokenKey);
  tags = recallTags(sha256, key, epoch);
}
print(`<<${tags.join(" ")}>>`);
quit();
