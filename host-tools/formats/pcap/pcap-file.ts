/** A capture file that grows while a world is played. */
import { closeSync, openSync, writeSync } from "node:fs";
import { type HeardPacket, pcapHeader, pcapRecord } from "./pcap.ts";

const BUFFER_BYTES = 1 << 16;

export class PcapFile {
  /** Packets written. */
  packets = 0;
  readonly #file: number;
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  #used = 0;

  /** Throws where the path cannot be written. */
  constructor(path: string) {
    this.#file = openSync(path, "w");
    this.#add(pcapHeader());
  }

  write(packet: HeardPacket): void {
    this.#add(pcapRecord(packet));
    this.packets++;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #add(bytes: Uint8Array): void {
    if (this.#used + bytes.length > BUFFER_BYTES) this.#flush();
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  #flush(): void {
    for (let at = 0; at < this.#used; ) at += writeSync(this.#file, this.#buffer, at, this.#used - at);
    this.#used = 0;
  }
}
