import assert from "node:assert/strict";
import { Agent, get } from "node:http";
import { listen } from "../../host-tools/web/listen.ts";

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
}

/** Over the agent's connections, as a proxy in front keeps them. */
function ask(port: number, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get({ port, agent, host: "127.0.0.1" }, (answer) => {
      answer.resume();
      answer.once("end", () =>
        resolve({ status: answer.statusCode!, connection: answer.headers.connection }),
      );
    }).once("error", reject);
  });
}

describe("a server that is told to stop", () => {
  it("answers what is under way, says that it was the last, and takes nothing more", async () => {
    const waiting: (() => void)[] = [];
    let isQuick = true;
    const server = await listen({
      host: "127.0.0.1",
      port: 0,
      fetch: async () => {
        if (!isQuick) await new Promise<void>((resolve) => waiting.push(resolve));
        return new Response("done");
      },
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    try {
      assert.deepEqual(await ask(server.port, agent), { status: 200, connection: "keep-alive" });
      isQuick = false;
      const asked = Array.from({ length: 4 }, () => ask(server.port, agent));
      while (waiting.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
      let isStopped = false;
      const stopped = server.stop().then(() => {
        isStopped = true;
      });
      await new Promise((resolve) => setImmediate(resolve));
      assert.ok(!isStopped, "requests are under way");
      for (const answer of waiting) answer();
      for (const answer of await Promise.all(asked))
        assert.deepEqual(answer, { status: 200, connection: "close" });
      await stopped;
      await assert.rejects(ask(server.port, agent), { code: "ECONNREFUSED" });
    } finally {
      agent.destroy();
    }
  });
});
