/** What a pin object of the program asks of the board. */
export interface PinOwner {
  level(pin: Pin): 0 | 1;
  drive(pin: Pin, value: unknown): void;
  mode(pin: Pin): string;
  setMode(pin: Pin, mode: unknown): void;
}

/** A pin as the program sees it. */
export class Pin {
  readonly name: string;
  readonly #owner: PinOwner;

  constructor(name: string, owner: PinOwner) {
    this.name = name;
    this.#owner = owner;
  }

  read(): boolean {
    return this.#owner.level(this) === 1;
  }
  write(value: unknown): void {
    this.#owner.drive(this, value);
  }
  set(): void {
    this.#owner.drive(this, 1);
  }
  reset(): void {
    this.#owner.drive(this, 0);
  }
  toggle(): boolean {
    this.#owner.drive(this, this.#owner.level(this) === 1 ? 0 : 1);
    return this.read();
  }
  mode(mode: unknown): void {
    this.#owner.setMode(this, mode);
  }
  getMode(): string {
    return this.#owner.mode(this);
  }
  toString(): string {
    return this.name;
  }
  get [Symbol.toStringTag](): string {
    return "Pin";
  }
}
