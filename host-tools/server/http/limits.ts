/** How often one address or account may ask: points in a minute. */
import { isIPv6 } from "node:net";
import { RateLimiterMemory } from "rate-limiter-flexible";

export interface Limits {
  /** Requests of one address; a station behind one address syncs forty tokens in a few minutes. */
  readonly perAddress: number;
  /** Sign-ins of one address. */
  readonly signIns: number;
  /** Names of tokens that one account asks for. */
  readonly names: number;
}

export const LIMITS: Limits = { perAddress: 1200, signIns: 20, names: 60 };
const SECONDS = 60;

export interface Limiter {
  /** False when there were too many. */
  mayAsk(address: string, isSignIn: boolean): Promise<boolean>;
  mayTryName(account: string): Promise<boolean>;
}

export function openLimiter({ perAddress, signIns, names }: Limits): Limiter {
  const tries = new RateLimiterMemory({ points: names, duration: SECONDS });
  const requests = new RateLimiterMemory({ points: perAddress, duration: SECONDS });
  const doors = new RateLimiterMemory({ points: signIns, duration: SECONDS });
  const takes = (limiter: RateLimiterMemory, who: string) =>
    limiter.consume(who).then(
      () => true,
      () => false,
    );
  return {
    async mayAsk(address, isSignIn) {
      const network = networkOf(address);
      return (await takes(requests, network)) && (!isSignIn || (await takes(doors, network)));
    },
    mayTryName: (account) => takes(tries, account),
  };
}

/** Of IPv6 the first 64 bits, which one household or one attacker has to itself; of IPv4 the whole address. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.toLowerCase().replace(/%.*/, "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap =
    tail === undefined ? [] : new Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0");
  const groups = [...front, ...gap, ...back].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ""));
  return `${groups.join(":")}::/64`;
}
