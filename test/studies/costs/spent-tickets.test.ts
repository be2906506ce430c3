import assert from "node:assert/strict";
import { puckjs } from "../../../boards/index.ts";
import { BenchToken, benchAuthority, flashImage } from "../../../host-tools/studies/costs/bench-token.ts";
import { radioInterpreter } from "../../../host-tools/studies/costs/radio-interpreter.ts";
import { buildFirmware } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { decodeControl, encodeControl } from "../../../protocol/sync.ts";

/** As a station that was given tickets and did not use them has them: far from one another. */
const COUNTERS = [1, 20, 34, 50, 60];

describe("spent tickets on the interpreter", function () {
  this.timeout(120_000);

  it("stay spent, whatever came after them: a shift by 32 and more is 0 on the chip", async function () {
    const path = radioInterpreter();
    if (!path) this.skip();
    const build = await buildFirmware(puckjs);
    const token = await BenchToken.boot(path!, puckjs, flashImage(puckjs, build));
    const { interpreter } = token;
    try {
      await interpreter.runTo(1000);
      const answerTo = async (counter: number): Promise<string> => {
        const [given] = await benchAuthority(() => token.now, { counter: counter - 1 }).admit(
          "",
          {} as never,
        );
        token.notified();
        const message = encodeControl({ name: "ticket", ...given!.ticket });
        await interpreter.runTo(token.now + 100, ["txdone 7", token.written(message)]);
        const answer = decodeControl(token.notified()[0]!.value);
        return answer.ok && answer.value.name === "ok" ? "ok" : "refused";
      };
      await token.connect();
      await interpreter.runTo(token.now + 100, [token.written(encodeControl({ name: "open" }))]);
      for (const counter of COUNTERS) assert.equal(await answerTo(counter), "ok", `${counter}`);
      for (let round = 0; round < 2; round++)
        for (const counter of COUNTERS) assert.equal(await answerTo(counter), "refused", `${counter} again`);
    } finally {
      await interpreter.end();
    }
  });
});
