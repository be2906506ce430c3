import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { boards, puckjs } from "../../../boards/index.ts";
import { INTERPRETERS } from "../../../boards/interpreters.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { definesOf } from "../../../host-tools/tools/firmware-build/board-constants.ts";
import { buildFirmware, type FirmwareBuild } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { installImage } from "../../../host-tools/tools/firmware-build/install.ts";
import { guardedLockdown, MARK, MARK_OFFSET } from "../../../host-tools/tools/flash/guard.ts";
import { loadToken } from "../../../host-tools/tools/flash/load.ts";
import { FlashRefused } from "../../../host-tools/tools/flash/refusal.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { encodeIdentity, keysFromSeed } from "../../../protocol/identity.ts";
import { ModelBoard, type ModelOptions } from "./model-board.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../support/programs/${name}`, import.meta.url));
const identity = encodeIdentity(crc32, {
  serial: 42,
  board: puckjs.number,
  powerAtOneMetre: -59,
  role: "token",
  day: 20_000,
  ...keysFromSeed(sha256, new Uint8Array(32).fill(7)),
});

describe("what a board must be before it is loaded", () => {
  let build: FirmwareBuild;
  before(async () => {
    build = await buildFirmware(puckjs, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
  });

  async function load(options: ModelOptions): Promise<ModelBoard> {
    const board = new ModelBoard(puckjs, options);
    await loadToken(board, build, { identity: async () => identity, resetMs: 0 });
    return board;
  }

  /** The reason in words; nothing may have been written. */
  async function refusal(options: ModelOptions, reason: string): Promise<string> {
    const board = new ModelBoard(puckjs, options);
    let message = "";
    await assert.rejects(
      loadToken(board, build, { identity: async () => identity, resetMs: 0 }),
      (error: FlashRefused) => {
        assert.ok(error instanceof FlashRefused, String(error));
        assert.deepEqual([error.reason, error.written], [reason, false]);
        message = error.message;
        return true;
      },
    );
    assert.equal(board.flash.wordWrites + board.flash.erases, 0);
    return message;
  }

  it("an interpreter on which the program passed, by its whole version", async () => {
    for (const { version } of INTERPRETERS) await load({ version });
    for (const version of ["2v30", "2v29.1", "2v29.276", "2v29.2770", "2v2", "2v28.277", "2v29 ", ""]) {
      const message = await refusal({ version }, "wrong-version");
      assert.ok(message.startsWith(`this is Espruino ${version},`), message);
      for (const passed of INTERPRETERS) assert.ok(message.includes(` ${passed.version}`), message);
    }
  });

  it("is what the program itself can ask, in the same words", () => {
    const passed = JSON.parse(definesOf(puckjs).PASSED_VERSIONS!) as string;
    const accepts = (version: string): boolean => passed.indexOf(`,${version},`) >= 0;
    for (const { version } of INTERPRETERS) assert.ok(accepts(version));
    for (const version of ["2v30", "2v29.1", "2v2", "29", "2v29.27"]) assert.ok(!accepts(version), version);
  });

  it("is what the guide names", () => {
    const guide = readFileSync(new URL("../../../docs/loading.md", import.meta.url), "utf8");
    const named = [...guide.matchAll(/^\| `(2v[\d.]+)` \| (.+?) · (.+) \|$/gm)].map((match) => [
      match[1],
      match[3],
    ]);
    assert.deepEqual(
      named,
      INTERPRETERS.map(({ version, what }) => [version, what]),
    );
  });

  it("one whose stack is deep enough, on every board", async () => {
    for (const board of Object.values(boards)) assert.ok(board.stackBytes >= 8_192, board.id);
    await load({ stackFree: puckjs.stackBytes });
    for (const stackFree of [puckjs.stackBytes - 1, 0]) {
      const message = await refusal({ stackFree }, "stack");
      assert.ok(
        message.includes(`${stackFree} bytes`) && message.includes(String(puckjs.stackBytes)),
        message,
      );
    }
  });

  describe("refuses as verify any one byte that changes on its way", () => {
    const lengths = (): Readonly<Record<string, number>> => ({
      ...Object.fromEntries(
        installImage(puckjs, build, identity).files.flatMap((file) =>
          "bytes" in file ? [[file.name, file.bytes.length]] : [],
        ),
      ),
      ".boot0": guardedLockdown(puckjs, build.lockdown).length - MARK.length,
    });

    /** The byte at a place of a file arrives with other bits. */
    const altered = (name: string, at: number, bits: number): ModelOptions => ({
      onTheWay: (file, offset, bytes) => {
        if (file !== name || at < offset || at >= offset + bytes.length) return bytes;
        const changed = Uint8Array.from(bytes);
        changed[at - offset]! ^= bits;
        return changed;
      },
    });

    async function isRefused(name: string, at: number, bits: number): Promise<void> {
      await assert.rejects(
        load(altered(name, at, bits)),
        { reason: "verify", written: true },
        `${name} ${at}`,
      );
    }

    const filled = [".boot0", ".boot1", "identity", ".boot2"];

    it("in every file that holds bytes", () => {
      assert.deepEqual(Object.keys(lengths()), filled);
    });

    for (const name of filled)
      it(`in ${name}`, async function () {
        this.timeout(60_000);
        const length = lengths()[name]!;
        assert.ok(length > 100, `${length} bytes`);
        for (const at of [0, 1, length - 1]) await isRefused(name, at, 1);
        await fc.assert(
          fc.asyncProperty(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), (at, bits) =>
            isRefused(name, at, bits),
          ),
          { numRuns: 60 },
        );
      });

    it("in each byte of the mark when it is set, and then the board is not restarted", async () => {
      for (let at = 0; at < MARK.length; at++)
        for (let bits = 1; bits < 256; bits <<= 1) {
          let marks = 0;
          const board = new ModelBoard(puckjs, {
            // Its blank place arrives as it left: the check of the whole file comes before the mark.
            onTheWay: (file, offset, bytes) => {
              if (file !== ".boot0" || offset !== MARK_OFFSET || bytes[0] === 0xff) return bytes;
              marks++;
              return bytes.map((byte, index) => (index === at ? byte ^ bits : byte));
            },
          });
          await assert.rejects(
            loadToken(board, build, { identity: async () => identity, resetMs: 0 }),
            { reason: "verify", written: true },
            `${at} ${bits}`,
          );
          assert.equal(marks, 1);
          assert.ok(!board.asked.some((asked) => asked.includes("reboot")));
        }
    });

    it("in a log that is not blank", async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(puckjs.flash.logPages * puckjs.flash.pageBytes - 1), async (at) => {
          const board = new ModelBoard(puckjs, {
            // The last file is written when the log lies there already.
            onTheWay: (file, offset, bytes) => {
              if (file === ".boot2" && offset === 0) board.flash.bytes[puckjs.flash.pageBytes + at] = 0x7f;
              return bytes;
            },
          });
          await assert.rejects(loadToken(board, build, { identity: async () => identity, resetMs: 0 }), {
            reason: "verify",
          });
        }),
        { numRuns: 20 },
      );
    });

    it("and takes what arrives whole", async () => {
      const board = await load({});
      const files = installImage(puckjs, build, identity).files;
      const { storageAddress } = puckjs.flash;
      let address = storageAddress;
      for (const file of files) {
        const size = "bytes" in file ? file.bytes.length : file.size;
        const expected =
          file.name === ".boot0"
            ? guardedLockdown(puckjs, build.lockdown)
            : "bytes" in file
              ? file.bytes
              : new Uint8Array(size).fill(0xff);
        assert.deepEqual(Buffer.from(board.flash.read(address + 32, size)), Buffer.from(expected), file.name);
        address += 32 + Math.ceil(size / 4) * 4;
      }
    });
  });
});
