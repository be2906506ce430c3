/** How often one address or account, or all of some kind together, may ask: points in a minute. */
import { isIPv6 } from "node:net";
import { RateLimiterMemory } from "rate-limiter-flexible";

export interface Limits {
  /** Requests of one address; a station behind one address syncs forty tokens in a few minutes. */
  readonly perAddress: number;
  /** Sign-ins of one address, or of one known browser. */
  readonly signIns: number;
  /** Sign-ins from all browsers together in which nobody has signed in before. */
  readonly strangers: number;
  /** Refusals of one account that become rows of the audit log. */
  readonly refusals: number;
  /** Names of tokens that one account asks for. */
  readonly names: number;
  /** Visits that phones of one address tell: behind one address may be all phones of a hall. */
  readonly visits: number;
  /** Visits that phones tell at one gate, from all addresses together. */
  readonly visitsAtGate: number;
}

export const LIMITS: Limits = {
  perAddress: 1200,
  signIns: 20,
  strangers: 240,
  refusals: 60,
  names: 60,
  visits: 30,
  visitsAtGate: 120,
};
const SECONDS = 60;

export interface Limiter {
  /** False when there were too many. */
  mayAsk(address: string): Promise<boolean>;
  /** `known` is the account that signed in from this browser before: a flood of strangers does not keep it out. */
  maySignIn(address: string, known: string | undefined): Promise<boolean>;
  mayTryName(account: string): Promise<boolean>;
  mayBeRefused(account: string): Promise<boolean>;
  /** Whether a phone of this address may tell one more visit. */
  mayTellVisit(address: string): Promise<boolean>;
  /** Whether one more visit may be told at this gate. */
  mayVisit(gate: string): Promise<boolean>;
}

export function openLimiter(limits: Partial<Limits> = {}): Limiter {
  const { perAddress, signIns, strangers, refusals, names, visits, visitsAtGate } = { ...LIMITS, ...limits };
  const limiter = (points: number) => {
    const memory = new RateLimiterMemory({ points, duration: SECONDS });
    return (who: string) =>
      memory.consume(who).then(
        () => true,
        () => false,
      );
  };
  const [requests, doors, all] = [limiter(perAddress), limiter(signIns), limiter(strangers)];
  const phones = limiter(visits);
  return {
    mayAsk: (address) => requests(networkOf(address)),
    maySignIn: async (address, known) =>
      known === undefined ? (await doors(networkOf(address))) && all("strangers") : doors(`known ${known}`),
    mayTryName: limiter(names),
    mayBeRefused: limiter(refusals),
    mayTellVisit: (address) => phones(networkOf(address)),
    mayVisit: limiter(visitsAtGate),
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
