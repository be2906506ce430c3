import type { Processor } from "./processor.ts";

/** Cycle of private addresses where none is given, s. */
const PRIVATE_CYCLE_S = 900;
const FORM =
  /^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}( public| random| private-resolvable| private-nonresolvable)?$/;
const NAME_PREFIX: Readonly<Record<string, string>> = { puckjs: "Puck.js", xiaoble: "XIAOBLE" };

interface Privacy {
  readonly cycleMs: number;
  readonly resolvable: boolean;
}

/**
 * The token's own address: the chip's, one that the program set, or private ones that the stack changes by itself.
 * What the program sets takes effect when the radio restarts.
 */
export class OwnAddress {
  /** "aa:bb:cc:dd:ee:ff" */
  readonly factory: string;
  readonly #processor: Processor;
  #wanted: string | undefined;
  #onAir: string;
  #wantedPrivacy: Privacy | undefined;
  #private: { text: string; cycle: Privacy; until: number } | undefined;

  constructor(processor: Processor, factory: string) {
    this.#processor = processor;
    this.factory = factory;
    this.#onAir = `${factory} random`;
  }

  /** With its type, as receivers see it. */
  get onAir(): string {
    return this.#private?.text ?? this.#onAir;
  }

  /** What the program has set, without type; the chip's where it has not. */
  get current(): string {
    return (this.#wanted ?? this.factory).slice(0, 17).toLowerCase();
  }

  /** Name in the standard advert: ends in the last two bytes of the address. */
  get deviceName(): string {
    const digits = this.current.replaceAll(":", "").slice(-4);
    return `${NAME_PREFIX[this.#processor.board.id] ?? "Espruino"} ${digits}`;
  }

  /** World time at which the stack takes the next private address, or Infinity. */
  get changesAt(): number {
    return this.#private?.until ?? Infinity;
  }

  set(address: unknown): void {
    if (typeof address !== "string" || !FORM.test(address)) {
      throw this.#processor.realm.error("Expecting mac address of the form aa:bb:cc:dd:ee:ff");
    }
    this.#wanted = address;
  }

  /** NRF.setSecurity's privacy. Returns whether the radio must restart for it. */
  setPrivacy(option: unknown): boolean {
    const wanted = readPrivacy(option);
    if (wanted === "invalid") {
      throw new this.#processor.realm.library.TypeError("privacy: Invalid or missing parameters, got Object");
    }
    const before = this.#wantedPrivacy;
    if (wanted?.cycleMs === before?.cycleMs && wanted?.resolvable === before?.resolvable) return false;
    this.#wantedPrivacy = wanted;
    return true;
  }

  /** The radio restarts. It takes public addresses and static ones, whose top bits are 11; others change nothing. */
  apply(): void {
    const wanted = this.#wanted?.toLowerCase();
    if (wanted !== undefined) {
      const isStatic =
        wanted.endsWith(" random") && (Number.parseInt(wanted.slice(0, 2), 16) & 0xc0) === 0xc0;
      const isPublic = wanted.length === 17 || wanted.endsWith(" public");
      if (isStatic) this.#onAir = wanted;
      else if (isPublic) this.#onAir = `${wanted.slice(0, 17)} public`;
      else this.#processor.print("pm_id_addr_set failed: 0x3202");
    }
    this.#private = undefined;
    if (this.#wantedPrivacy) this.#renew(this.#wantedPrivacy, this.#processor.now);
  }

  /** The stack takes its next private address. */
  change(): void {
    if (this.#private) this.#renew(this.#private.cycle, this.#private.until);
  }

  #renew(cycle: Privacy, at: number): void {
    const { clock, random } = this.#processor;
    const bytes = Array.from({ length: 6 }, () => random.int32() & 255);
    bytes[0] = (bytes[0]! & 0x3f) | (cycle.resolvable ? 0x40 : 0);
    const text = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
    this.#private = {
      text: `${text} ${cycle.resolvable ? "private-resolvable" : "private-nonresolvable"}`,
      cycle,
      until: clock.world(clock.uptime(at) + cycle.cycleMs),
    };
  }
}

/** The privacy option: undefined for off. */
function readPrivacy(value: unknown): Privacy | undefined | "invalid" {
  if (value === undefined || value === false || value === 0) return undefined;
  if (value === true || typeof value === "number")
    return { cycleMs: PRIVATE_CYCLE_S * 1000, resolvable: true };
  const {
    mode,
    addr_type: type,
    addr_cycle_s: seconds,
  } = (value ?? {}) as { mode?: unknown; addr_type?: unknown; addr_cycle_s?: unknown };
  if (mode === "off") return undefined;
  if (mode !== "device_privacy" && mode !== "network_privacy") return "invalid";
  if (type !== "random_private_resolvable" && type !== "random_private_non_resolvable") return "invalid";
  if (typeof seconds !== "number") return "invalid";
  return {
    cycleMs: (seconds === 0 ? PRIVATE_CYCLE_S : seconds) * 1000,
    resolvable: type === "random_private_resolvable",
  };
}
