import assert from "node:assert/strict";
import fc from "fast-check";
import { toHex } from "../../protocol/bytes.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { answerTo, talk } from "../support/talk.ts";
import { logOf, readyToken } from "../support/token.ts";

/** A copy with one bit of one byte changed. */
function changed(mac: Uint8Array, byte: number): Uint8Array {
  const copy = mac.slice();
  copy[byte]! ^= 1 << (byte % 8);
  return copy;
}

describe("what a token takes for the server's word", function () {
  this.timeout(120_000);

  it("is refused by a bit in any byte of a MAC: ticket, time and receipt", async () => {
    const token = await readyToken();
    const { server } = token;
    await talk(token, async (control) => {
      const { nonce } = await control.ask({ name: "open" }, "hello");
      const ticket = server.ticket(server.counter + 1);
      for (const byte of ticket.mac.keys())
        assert.equal(
          await answerTo(control, { name: "ticket", ...ticket, mac: changed(ticket.mac, byte) }),
          "mac",
        );
      assert.equal(await answerTo(control, { name: "ticket", ...ticket }), "ok");
      const time = server.time(nonce);
      for (const byte of time.mac.keys())
        assert.equal(await answerTo(control, { name: "time", ...time, mac: changed(time.mac, byte) }), "mac");
      assert.equal(await answerTo(control, { name: "time", ...time }), "ok");
      const { page, bytes } = logOf(token)[0]!;
      const receipt = server.receipt(page.header.sequence, page.length, bytes.slice(20, 28));
      for (const byte of receipt.mac.keys())
        assert.equal(
          await answerTo(control, { name: "receipt", ...receipt, mac: changed(receipt.mac, byte) }),
          "mac",
        );
    });
  });

  it("counts once: tickets in any order, against a list of those that were taken", async () => {
    const WINDOW = 64;
    const counters = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 10, maxLength: 30 });
    // What a shift by 32 and more would let through on the chip: the same ones again, far below the highest.
    const samples = [
      [1, 20, 34, 1, 50, 1, 20, 60, 1, 20, 34, 50],
      ...fc.sample(counters, { numRuns: 4, seed: 5 }),
    ];
    for (const tried of samples) {
      const token = await readyToken();
      const { server } = token;
      const taken = new Set([server.counter]);
      await talk(token, async (control) => {
        for (const step of tried) {
          const counter = server.counter + step;
          const highest = Math.max(...taken);
          const valid = counter <= highest + WINDOW && counter > highest - WINDOW && !taken.has(counter);
          const answer = await answerTo(control, { name: "ticket", ...server.ticket(counter) });
          assert.equal(answer, valid ? "ok" : "spent", `${counter} of ${tried}`);
          if (valid) taken.add(counter);
        }
      });
    }
  });

  it("leaves no key behind: after the link neither token key nor its pads stand in a live variable", async () => {
    const token = await readyToken();
    await token.server.sync();
    const { device, keys } = token;
    const pads = toHex(hmacKey(keys.tokenKey));
    const secrets = [toHex(keys.tokenKey), pads.slice(0, 128), pads.slice(128)];
    // The program's variables are globals; those of the interpreter are not looked into.
    const found = device.evaluate(`(function () {
      const seen = [];
      const texts = [];
      const look = (value, depth) => {
        if (value === null || typeof value !== "object" || depth > 5 || seen.includes(value)) return;
        seen.push(value);
        if (value instanceof ArrayBuffer || value.buffer instanceof ArrayBuffer) {
          const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
          texts.push(Array.prototype.map.call(bytes, (byte) => (byte + 256).toString(16).slice(1)).join(""));
        } else for (const name of Object.getOwnPropertyNames(value)) { const entry = Object.getOwnPropertyDescriptor(value, name); if ("value" in entry) look(entry.value, depth + 1); }
      };
      for (const name of Object.getOwnPropertyNames(globalThis)) { const entry = Object.getOwnPropertyDescriptor(globalThis, name); if ("value" in entry) look(entry.value, 0); }
      return texts.join(" ");
    })()`);
    const texts = String(found).split(" ");
    for (const secret of secrets) assert.ok(!texts.some((text) => text.includes(secret)), "a key is left");
    const buffers = texts.length;
    assert.ok(buffers > 10, `${buffers} buffers were looked at`);
  });
});
