/**
 * `bztoken flash --role gate` in parts, as the command puts them together: a gate is enrolled, its program is loaded onto a model of the
 * board and read back, and what lies there then is what the virtual token starts with.
 */
import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { enrolToken } from "../../../host-tools/tools/cli/enrolment.ts";
import { buildFirmware } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { installImage } from "../../../host-tools/tools/firmware-build/install.ts";
import { loadToken } from "../../../host-tools/tools/flash/load.ts";
import { decodeAdvert } from "../../../protocol/advert.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { decodeIdentity } from "../../../protocol/identity.ts";
import { ModelBoard } from "./model-board.ts";

const board = boards.mdbt42q!;
const START = Date.now();
const MINUTE = 60_000;

describe("the role of a gate on a board", function () {
  this.timeout(60_000);
  it("is enrolled, loaded, read back, and starts as a gate", async () => {
    const server = await openServer({ now: () => START });
    const { serial, identity } = await enrolToken(server, board, undefined, "gate");
    assert.deepEqual(
      (await server.tokens()).map((one) => [one.serial, one.role]),
      [[serial, "gate"]],
    );
    const read = decodeIdentity(crc32, identity);
    assert.deepEqual(read.ok && [read.value.role, read.value.serial], ["gate", serial]);
    await server.close();

    const build = await buildFirmware(board, { role: "gate" });
    const port = new ModelBoard(board);
    await loadToken(port, build, { identity: async () => identity, resetMs: 0 });
    const device = new Device({ board, seed: 1, startAt: START });
    for (const file of installImage(board, build, identity).files)
      if ("bytes" in file) device.storage.write(file.name, port.file(file.name));
      else device.storage.write(file.name, new Uint8Array(0), 0, file.size);
    device.powerOn();
    device.runTo(START + 3 * MINUTE);
    assert.deepEqual(device.console, []);
    assert.equal(device.air.listenings.at(-1)?.to, Number.POSITIVE_INFINITY, "it listens all the time");
    const adverts = device.air.transmissions.flatMap(({ data }) => {
      const advert = decodeAdvert(data);
      return advert.ok ? [advert.value.tail!.role] : [];
    });
    assert.deepEqual([...new Set(adverts)], ["gate"]);
  });
});
