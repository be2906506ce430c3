/** Something that happens to a token, at a time in ms since its power came on. */
export type Stimulus = { readonly at: number } & (
  | { readonly kind: "press" | "release" | "disconnect" | "end" }
  /** `hear <address> <rssi> <hex> [times]`: so many equal adverts at once. */
  | {
      readonly kind: "hear";
      readonly address: string;
      readonly rssi: number;
      readonly hex: string;
      readonly times: number;
    }
  | { readonly kind: "connect"; readonly mtu: number }
  | {
      readonly kind: "write";
      readonly service: string;
      readonly characteristic: string;
      readonly hex: string;
    }
);

/**
 * The scenario in a script's comments, a line each: `//@ <ms> <what> <arguments>`. Throws an error that names the line
 * that cannot be read.
 */
export function readScenario(source: string): Stimulus[] {
  return [...source.matchAll(/^\/\/@ (\d+) (\w+) ?(.*)$/gm)].map(([line, at, kind, rest]) => {
    const stimulus = readOne(Number(at), kind!, rest === "" ? [] : rest!.split(" "));
    if (!stimulus) throw new Error(`no such stimulus: ${line}`);
    return stimulus;
  });
}

function readOne(at: number, kind: string, words: readonly string[]): Stimulus | undefined {
  const [first = "", second = "", third = "", fourth = "1"] = words;
  switch (kind) {
    case "press":
    case "release":
    case "disconnect":
    case "end":
      return { at, kind };
    case "hear":
      return { at, kind, address: first, rssi: Number(second), hex: third, times: Number(fourth) };
    case "connect":
      return { at, kind, mtu: Number(first) };
    case "write":
      return { at, kind, service: first, characteristic: second, hex: third };
    default:
      return undefined;
  }
}

export interface OnAir {
  /** Packet and scan response, in hex. */
  readonly data: string;
  readonly response: string;
  readonly intervalMs: number;
  readonly connectable: boolean;
  /** "aa:bb:cc:dd:ee:ff random" */
  readonly address: string;
  readonly powerDbm: number;
}

/** What the radio of a token does, in the order in which it is written down at one instant. */
export interface AirState {
  /** Advertising; undefined while it is off. */
  readonly advert: OnAir | undefined;
  /** Listening: window and interval, ms; undefined while it is off. */
  readonly scan: { readonly windowMs: number; readonly intervalMs: number } | undefined;
}

const SILENT: AirState = { advert: undefined, scan: undefined };

/** Connection interval of the scenarios, ms. */
export const CONNECTION_MS = 7.5;

/** Writes down what a token prints and what its radio does, instant by instant. */
export class Protocol {
  readonly lines: string[] = [];
  #air = SILENT;

  /** What was printed, what was notified, and what the radio does after this instant. `started`: advertising began anew. */
  instant(
    ms: number,
    seen: { printed: readonly string[]; notified: readonly string[]; disconnected: boolean },
    air: AirState,
    started: boolean,
  ): void {
    this.lines.push(...seen.printed, ...seen.notified.map((text) => `@ notified ${text}`));
    if (seen.disconnected) this.lines.push("@ disconnected");
    const { advert, scan } = air;
    const time = `@${Math.round(ms * 1000) / 1000}`;
    if (advert && (started || JSON.stringify(advert) !== JSON.stringify(this.#air.advert))) {
      const how = advert.connectable ? "connectable" : "not connectable";
      const response = advert.connectable ? `, more: ${advert.response || "nothing"}` : "";
      this.lines.push(
        `${time} advertises ${advert.data || "nothing"} each ${advert.intervalMs} ms, ${how}${response}`,
        `${time} from ${advert.address} at ${advert.powerDbm} dBm`,
      );
    } else if (!advert && this.#air.advert) {
      this.lines.push(`${time} advertises no more`);
    }
    if (scan && JSON.stringify(scan) !== JSON.stringify(this.#air.scan)) {
      this.lines.push(`${time} listens ${scan.windowMs} of ${scan.intervalMs} ms`);
    } else if (!scan && this.#air.scan) {
      this.lines.push(`${time} listens no more`);
    }
    this.#air = air;
  }
}
