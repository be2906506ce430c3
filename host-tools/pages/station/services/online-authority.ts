/** What the server says for a sync, over its routes. */

import { fromHex, toHex } from "../../../../protocol/bytes.ts";
import { encodeControl } from "../../../../protocol/sync.ts";
import { pagePath } from "../../../contract/page-path.ts";
import type {
  HealthRequest,
  ReceiptAnswer,
  TicketAnswer,
  TicketRequest,
  TimeAnswer,
  TimeRequest,
} from "../../../contract/syncs.ts";
import { ServerProblem } from "../../../station/errors.ts";
import type { SyncAuthority } from "../../../station/sync-authority.ts";
import { type Api, ApiProblem, isForLater, NoNetwork } from "../../shared/api.ts";

interface Hexed {
  readonly mac: string;
}

/** Throws ServerProblem. */
export function onlineAuthority(api: Api): Omit<SyncAuthority, "receiptFor"> {
  return {
    async admit(name, hello) {
      const body: TicketRequest = { name, hello: toHex(encodeControl(hello)) };
      const { serial, ...ticket } = await ask(() => api.send<TicketAnswer>("POST", "/api/tickets", body));
      return [{ serial, ticket: unhexed(ticket) }];
    },
    async signTime(serial, nonce) {
      const body: TimeRequest = { nonce: toHex(nonce) };
      return unhexed(await ask(() => api.send<TimeAnswer>("POST", `/api/tokens/${serial}/time`, body)));
    },
    async receivePage(page) {
      const bytes = page.bytes as Uint8Array<ArrayBuffer>;
      return unhexed(await ask(() => api.send<ReceiptAnswer>("PUT", pagePath(page), bytes), "page-refused"));
    },
    async receiveHealth(serial, { report, mac, anchor }) {
      const body: HealthRequest = { message: toHex(encodeControl(report)), mac: toHex(mac), anchor };
      await ask(() => api.send("POST", `/api/tokens/${serial}/health`, body));
    },
  };
}

function unhexed<T extends Hexed>(answer: T): Omit<T, "mac"> & { mac: Uint8Array } {
  return { ...answer, mac: fromHex(answer.mac)! };
}

async function ask<T>(
  work: () => Promise<T>,
  refusedCode: "page-refused" | "server-failed" = "server-failed",
) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoNetwork) throw new ServerProblem("server-away");
    if (!(error instanceof ApiProblem)) throw error;
    if (error.reason === "unknown-token") throw new ServerProblem("foreign-token", error.reason);
    if (error.reason === "unknown-alias") throw new ServerProblem("unknown-alias");
    const isServersFault = isForLater(error);
    throw new ServerProblem(isServersFault ? "server-failed" : refusedCode, error.reason);
  }
}
