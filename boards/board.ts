/** What the build, the firmware and the virtual token must know of one kind of hardware. Data only. */
export interface Board {
  /** Espruino's name for the board in lower case; the value of `--board`. */
  readonly id: string;
  /** Number in the token's identity and in health reports (1..255). */
  readonly number: number;
  readonly name: string;
  /** What the interpreter calls the board (process.env.BOARD) where that is not the id in capitals. */
  readonly reportedAs?: string;
  readonly chip: "nRF52832" | "nRF52840";
  readonly variables: { readonly count: number; readonly bytes: number };
  readonly pins: {
    readonly button: string;
    readonly buttonPressed: 0 | 1;
    readonly ledGreen: string;
    readonly ledRed: string;
    readonly ledOn: 0 | 1;
  };
  /** A display that shows the token's status in place of the lights, in pixels. */
  readonly screen?: { readonly width: number; readonly height: number; readonly bitsPerPixel: number };
  readonly flash: FlashLayout;
  readonly radio: Radio;
  readonly clock: Clock;
  readonly rendezvous: Rendezvous;
  /** True when every such board has an accelerometer that tells a token that lies still. */
  readonly accelerometer?: boolean;
  readonly battery: Battery;
  readonly crypto: { readonly sha256: boolean };
  /** C stack that must be free before a token is loaded, bytes: the deepest path of the program and what interrupts it. */
  readonly stackBytes: number;
  /** Largest ATT MTU that the firmware of the interpreter accepts, in bytes. */
  readonly mtu: number;
  /** Where each figure comes from, by the path of the field above. */
  readonly sources: Readonly<Record<string, string>>;
}

/** Storage area of the interpreter, in bytes and absolute addresses. */
interface FlashLayout {
  readonly storageAddress: number;
  readonly storageBytes: number;
  readonly pageBytes: number;
  /** True for a SPI flash chip that the processor cannot read through memory addresses. */
  readonly external: boolean;
  /** Pages of the log ring (DESIGN "Flash log"). */
  readonly logPages: number;
}

interface Radio {
  /** Shortest interval of non-connectable adverts, ms. */
  readonly minimumAdvertIntervalMs: number;
  /** Levels that NRF.setTxPower accepts, dBm, ascending. */
  readonly txLevels: readonly number[];
  readonly txPowerDbm: number;
  /** Mean RSSI a like receiver reads at 1 m in the open at txPowerDbm, dBm. */
  readonly rssiAtOneMetreDbm: number;
  /** The stack changes the address by itself, without a radio restart. */
  readonly privateAddress: boolean;
}

interface Clock {
  /** Bound of the low-frequency oscillator's error, parts per million. */
  readonly ppm: number;
  /** Time lost by the clock in each radio restart, ms. */
  readonly restartLossMs: number;
}

/** How the token advertises and listens around the minute's rendezvous: chosen by sweeps, not given by the hardware. */
interface Rendezvous {
  /** The token listens so long on each of the three advertising channels, whole ms. */
  readonly scanWindowMs: number;
  /** The same in a crowd, and in a great one, ms. */
  readonly crowdWindowsMs: readonly [number, number];
  /** Time between the adverts of a burst, ms. */
  readonly burstIntervalMs: number;
  /** By how much a burst is longer than the window, before it and after it, ms, where the clock is not in doubt. */
  readonly burstMarginMs: number;
  /** Time between the adverts outside of bursts, ms. */
  readonly backgroundMs: number;
}

interface Battery {
  readonly capacityMilliampHours: number;
  readonly fullVolts: number;
  readonly lowVolts: number;
}
