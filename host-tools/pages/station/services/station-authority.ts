/** A sync with and without a network: the server's word where it can be had, else what is held ahead and what is kept. */
import { ServerProblem } from "../../../station/errors.ts";
import type { ClockVerdict } from "../../../station/server-clock.ts";
import type { SyncAuthority } from "../../../station/sync-authority.ts";
import type { Holdings } from "../local-store/holdings.ts";
import type { Outbox } from "../local-store/outbox.ts";
import type { onlineAuthority } from "./online-authority.ts";

interface AuthorityParts {
  readonly online: ReturnType<typeof onlineAuthority>;
  readonly holdings: Holdings;
  readonly outbox: Outbox;
  readonly verdict: () => ClockVerdict;
  /** Something was put into the outbox or taken out. */
  readonly onChange: () => void;
}

export function stationAuthority(parts: AuthorityParts): SyncAuthority {
  const { online, holdings, outbox, verdict, onChange } = parts;
  return {
    async admit(name, hello) {
      try {
        return await online.admit(name, hello);
      } catch (error) {
        if (!isAway(error)) throw error;
        const held = holdings.admissions(name, hello.ticketHighest);
        if (held.length > 0) return held;
        throw new ServerProblem(holdings.mayBeOwn(name) ? "no-ticket" : "other-place");
      }
    },
    async signTime(serial, nonce) {
      // A computer whose own clock is wrong tells so and sets nothing.
      if (verdict().kind === "off") return undefined;
      return online.signTime(serial, nonce).catch((error) => {
        if (isAway(error)) return undefined;
        throw error;
      });
    },
    receiptFor: (serial, page) => outbox.receiptFor(serial, page),
    async receivePage(upload) {
      // Kept first: a closed tab loses nothing.
      await outbox.keepPage(upload);
      try {
        const receipt = await online.receivePage(upload);
        await outbox.dropPage(upload);
        return receipt;
      } catch (error) {
        if (isAway(error)) return undefined;
        await outbox.dropPage(upload);
        throw error;
      } finally {
        onChange();
      }
    },
    async receiveHealth(serial, report) {
      try {
        await online.receiveHealth(serial, report);
      } catch (error) {
        if (!isAway(error)) return;
        await outbox.keepHealth(serial, report);
        onChange();
      }
    },
  };
}

/** The server is not there, or not itself. */
function isAway(error: unknown): boolean {
  return error instanceof ServerProblem && (error.code === "server-away" || error.code === "server-failed");
}
