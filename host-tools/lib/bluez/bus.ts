/** The system's bus with BlueZ on it, as a program uses it that listens or sends. */
import dbus from "dbus-next";
import { BLUEZ, DAEMON, DAEMON_PATH, OBJECTS, PROPERTIES } from "./names.ts";
import { ObjectTree } from "./object-tree.ts";

export type Values = Readonly<Record<string, dbus.Variant>>;
export type Managed = Readonly<Record<string, Readonly<Record<string, Values>>>>;
export type Signal = Pick<dbus.Message, "path" | "interface" | "member" | "body">;

/** Whoever is asked on the bus and does not answer for so long is taken for gone. */
const ANSWER_MS = 25_000;

export class BluezBus {
  readonly #bus: dbus.MessageBus;
  /** What this program itself shows on the bus. */
  readonly own: ObjectTree;
  /** Is told when BlueZ calls something of our own, by path and member. */
  onCall: (path: string, member: string) => void = () => {};
  onSignal: (signal: Signal) => void = () => {};
  onLost: () => void = () => {};

  private constructor(bus: dbus.MessageBus) {
    this.#bus = bus;
    this.own = new ObjectTree((message) => bus.send(message));
    bus.on("message", (message: dbus.Message) => {
      if (message.type === dbus.MessageType.SIGNAL) this.onSignal(message);
    });
    bus.addMethodHandler((call: dbus.Message) => this.#answer(call));
    const { stream } = (bus as unknown as { _connection: { stream: NodeJS.ReadableStream } })._connection;
    stream.on("close", () => this.onLost());
  }

  /** Rejects where there is no bus. */
  static async open(): Promise<BluezBus> {
    const bus = dbus.systemBus();
    await new Promise<void>((resolve, reject) => {
      bus.once("connect", () => resolve());
      bus.once("error", reject);
    });
    bus.on("error", () => {});
    return new BluezBus(bus);
  }

  /** Asks BlueZ. Rejects with the bus' error, or when nothing answers. */
  async call(path: string, name: string, member: string, signature = "", body: unknown[] = []) {
    return this.#ask({ destination: BLUEZ, path, interface: name, member, signature, body });
  }

  async managed(): Promise<Managed> {
    return (await this.call("/", OBJECTS, "GetManagedObjects"))[0] as Managed;
  }

  /** Signals of BlueZ come from now on, those that a rule names: of all of them where it is empty. */
  async match(rule = ""): Promise<void> {
    await this.#match(`type='signal',sender='${BLUEZ}'${rule && `,${rule}`}`);
  }

  /** Word comes when BlueZ starts or ends. */
  async matchOwner(): Promise<void> {
    await this.#match(`type='signal',sender='${DAEMON}',member='NameOwnerChanged',arg0='${BLUEZ}'`);
  }

  close(): void {
    this.onLost = () => {};
    this.onSignal = () => {};
    this.#bus.disconnect();
  }

  async #match(rule: string): Promise<void> {
    const of = { destination: DAEMON, path: DAEMON_PATH, interface: DAEMON };
    await this.#ask({ ...of, member: "AddMatch", signature: "s", body: [rule] });
  }

  async #ask(message: ConstructorParameters<typeof dbus.Message>[0]): Promise<unknown[]> {
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`${message.member} is not answered`)), ANSWER_MS);
    });
    try {
      return (await Promise.race([this.#bus.call(new dbus.Message(message)), tooLate]))?.body ?? [];
    } finally {
      clearTimeout(late);
    }
  }

  #answer(call: dbus.Message): boolean {
    const { path, member, body } = call;
    if (call.interface === OBJECTS && member === "GetManagedObjects") {
      this.#bus.send(dbus.Message.newMethodReturn(call, "a{oa{sa{sv}}}", [this.own.managed(path)]));
      return true;
    }
    if (!this.own.has(path)) return false;
    if (call.interface === PROPERTIES && member === "GetAll") {
      this.#bus.send(dbus.Message.newMethodReturn(call, "a{sv}", [this.own.all(path, body[0]) ?? {}]));
      return true;
    }
    if (!(call.flags & dbus.MessageFlag.NO_REPLY_EXPECTED))
      this.#bus.send(dbus.Message.newMethodReturn(call, "", []));
    this.onCall(path, member);
    return true;
  }
}

/** The word of the bus for what went wrong, "org.bluez.Error.NotReady". */
export function busWordOf(error: unknown): string {
  return error instanceof dbus.DBusError ? error.type : "";
}

export { dbus };
