/** What the bench itself hears on the air. */

export interface Level {
  /** dBm */
  readonly median: number;
  readonly adverts: number;
}

export interface Ear {
  /** Median strength of a device's adverts within a time; undefined where it is not heard. Address as the board tells it. */
  level(address: string, ms: number): Promise<Level | undefined>;
  /** The same of the last minute: who is connected to is silent. */
  lately(address: string): Level | undefined;
  /** How many devices besides this one were heard within the last minute. */
  others(address: string): number;
  /** Whether a device of this name is heard within a time. */
  named(name: string, ms: number): Promise<boolean>;
  /** Devices whose names fit, heard within the last ten seconds, the strongest first. */
  strongest(name: RegExp): readonly string[];
  close(): Promise<void>;
}
