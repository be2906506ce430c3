/** How often one address or account may ask: points in a minute. */
import { RateLimiterMemory } from "rate-limiter-flexible";

export interface Limits {
  /** Requests of one address; a station behind one address syncs forty tokens in a few minutes. */
  readonly perAddress: number;
  /** Sign-ins of one address. */
  readonly signIns: number;
}

export const LIMITS: Limits = { perAddress: 1200, signIns: 20 };
const SECONDS = 60;

export interface Limiter {
  /** False when there were too many. */
  mayAsk(address: string, isSignIn: boolean): Promise<boolean>;
}

export function openLimiter({ perAddress, signIns }: Limits): Limiter {
  const requests = new RateLimiterMemory({ points: perAddress, duration: SECONDS });
  const doors = new RateLimiterMemory({ points: signIns, duration: SECONDS });
  const takes = (limiter: RateLimiterMemory, address: string) =>
    limiter.consume(address).then(
      () => true,
      () => false,
    );
  return {
    async mayAsk(address, isSignIn) {
      return (await takes(requests, address)) && (!isSignIn || (await takes(doors, address)));
    },
  };
}
