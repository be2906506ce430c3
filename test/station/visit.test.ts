import assert from "node:assert/strict";
import { connectSimulated } from "../../host-tools/pages/station/training/simulated-token.ts";
import { trainingAuthority } from "../../host-tools/pages/station/training/training-authority.ts";
import { ServerProblem } from "../../host-tools/station/errors.ts";
import type { Admission, SyncAuthority } from "../../host-tools/station/sync-authority.ts";
import { visit } from "../../host-tools/station/visit.ts";
import type { TokenLink } from "../../host-tools/station/web-bluetooth.ts";
import { TICKET } from "../../protocol/sync.ts";

const SERIAL = 2_100_007_890;

describe("a visit", () => {
  const simulated = (breaksAfter?: number) => ({
    serial: SERIAL,
    batteryMillivolts: 2900,
    hasLostTime: false,
    breaksAfter,
    pages: [{ sequence: 0, length: 400, receipted: false }],
  });

  /** An authority whose word about the token the test gives; how often it was asked. */
  function asked(token: ReturnType<typeof simulated>, admit: () => Promise<readonly Admission[]>) {
    const usual = trainingAuthority([token]);
    const counts = { asked: 0 };
    const authority: SyncAuthority = {
      ...usual,
      admit: async () => {
        counts.asked++;
        return admit();
      },
    };
    return { authority, counts, admission: (name: string) => usual.admit(name, {} as never) };
  }

  /** Links to a token that sends a station without a ticket away as soon as the test says so. */
  function impatient(token: ReturnType<typeof simulated>) {
    const links: TokenLink[] = [];
    const tickets: number[] = [];
    const connect = async () => {
      const link = connectSimulated(token);
      const writeControl = link.writeControl.bind(link);
      link.writeControl = async (bytes) => {
        if (bytes[0] === TICKET) tickets.push(links.length);
        return writeControl(bytes);
      };
      links.push(link);
      return link;
    };
    return { connect, links, tickets };
  }

  it("goes on at the next link with what a slow server says when the token has ended the first one", async () => {
    const token = simulated();
    const { connect, links, tickets } = impatient(token);
    const { authority, counts, admission } = asked(token, async () => {
      const [link] = links as [TokenLink];
      // Ten seconds are over: the token ends the link, and then the server answers.
      link.close();
      return admission(link.name);
    });
    const states: string[] = [];
    const result = await visit({ connect, authority, onState: (state) => states.push(state) });
    assert.equal(result.serial, SERIAL);
    assert.equal(counts.asked, 1);
    assert.equal(links.length, 2);
    assert.deepEqual(tickets, [2]);
    // Whoever looks at the screen sees what is waited for.
    assert.deepEqual(states.slice(0, 4), ["open", "ticket", "open", "ticket"]);
  });

  it("asks for another ticket when the link breaks behind one that was taken", async () => {
    const token = simulated(4);
    const { connect, links, tickets } = impatient(token);
    const { authority, counts, admission } = asked(token, () => admission(links[0]!.name));
    assert.equal((await visit({ connect, authority })).pages, 1);
    assert.equal(counts.asked, 2);
    assert.deepEqual(tickets, [1, 2]);
  });

  it("asks anew after the server has said no", async () => {
    const token = simulated();
    const { connect, links } = impatient(token);
    let isDown = true;
    const { authority, admission } = asked(token, async () => {
      if (isDown) throw new ServerProblem("server-failed");
      return admission(links[0]!.name);
    });
    await assert.rejects(visit({ connect, authority }), { code: "server-failed" });
    isDown = false;
    assert.equal((await visit({ connect, authority })).serial, SERIAL);
  });
});
