import { HOUR_MS } from "../../lib/time.ts";
import { CALL_MS } from "./costs.ts";
import type { Processor } from "./processor.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const PARTS = ["Date", "Day", "FullYear", "Hours", "Milliseconds", "Minutes", "Month", "Seconds"] as const;
const two = (n: number): string => String(n).padStart(2, "0");

/** Date on the token's clock and in its time zone, never the host's. */
export class DeviceDate {
  /** Hours east of Greenwich (E.setTimeZone). */
  zoneHours = 0;
  readonly #processor: Processor;

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  /** Reading the clock takes time, so that a program that waits in a loop gets there. */
  get now(): number {
    this.#processor.spend(CALL_MS.readClock);
    return this.#processor.clock.rtc(this.#processor.now);
  }

  /** Put into the program's context what differs from V8's Date. */
  install(): void {
    const { realm } = this.#processor;
    const Native = realm.library.Date;
    const zone = this;
    const Device = function (this: unknown, ...args: number[]): unknown {
      const zoneMs = zone.zoneHours * HOUR_MS;
      if (args.length === 0) return new Native(zone.now);
      if (args.length === 1) return new Native(args[0]!);
      const [year, month, day = 1, hour = 0, minute = 0, second = 0, ms = 0] = args;
      return new Native(Date.UTC(year!, month!, day, hour, minute, second, ms) - zoneMs);
    } as unknown as DateConstructor;
    Object.defineProperty(Device, "prototype", { value: Native.prototype });
    realm.define(Device, { now: () => zone.now, parse: Native.parse });
    realm.define(Native.prototype, { constructor: Device, ...this.#localMethods() });
    realm.define(realm.global, { Date: Device });
  }

  #localMethods(): Record<string, unknown> {
    const zone = this;
    const native = this.#processor.realm.library.Date.prototype as unknown as Record<
      string,
      (...args: number[]) => number
    >;
    const local = (time: number): Date => new Date(time + zone.zoneHours * HOUR_MS);
    const methods: Record<string, unknown> = {};
    for (const part of PARTS) {
      methods[`get${part}`] = function (this: Date) {
        return local(this.getTime())[`getUTC${part}`]();
      };
      if (part === "Day") continue;
      methods[`set${part}`] = function (this: Date, ...args: number[]) {
        const changed = local(this.getTime());
        (changed[`setUTC${part}`] as (...values: number[]) => number)(...args);
        return Reflect.apply(native.setTime!, this, [changed.getTime() - zone.zoneHours * HOUR_MS]);
      };
    }
    methods.getTimezoneOffset = () => -60 * zone.zoneHours;
    methods.toString = function (this: Date) {
      const d = local(this.getTime());
      const day = `${DAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${d.getUTCDate()} ${d.getUTCFullYear()}`;
      const time = [d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()].map(two).join(":");
      const minutes = Math.round(Math.abs(zone.zoneHours) * 60);
      const sign = zone.zoneHours < 0 ? "-" : "+";
      return `${day} ${time} GMT${sign}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
    };
    return methods;
  }
}
