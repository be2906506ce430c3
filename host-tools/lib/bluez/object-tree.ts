/** Objects on the bus, as org.freedesktop.DBus.ObjectManager and Properties show them. */
import dbus from "dbus-next";
import { OBJECTS, PROPERTIES } from "./names.ts";

/** Signature and value. */
export type Property = readonly [signature: string, value: unknown];
export type Properties = Readonly<Record<string, Property>>;
export type Interfaces = Readonly<Record<string, Properties>>;

type Variants = Record<string, dbus.Variant>;

/** Tells every change on the bus through `send`. */
export class ObjectTree {
  readonly #objects = new Map<string, Record<string, Record<string, Property>>>();
  readonly #send: (message: dbus.Message) => void;

  constructor(send: (message: dbus.Message) => void) {
    this.#send = send;
  }

  has(path: string): boolean {
    return this.#objects.has(path);
  }

  add(path: string, interfaces: Interfaces): void {
    this.#objects.set(
      path,
      Object.fromEntries(Object.entries(interfaces).map(([name, properties]) => [name, { ...properties }])),
    );
    this.#signal("/", OBJECTS, "InterfacesAdded", "oa{sa{sv}}", [path, this.#described(path)]);
  }

  /** With everything below it, the deepest first. */
  remove(path: string): void {
    const paths = [...this.#objects.keys()].filter((one) => one === path || one.startsWith(`${path}/`));
    for (const one of paths.sort().reverse()) {
      const names = Object.keys(this.#objects.get(one)!);
      this.#objects.delete(one);
      this.#signal("/", OBJECTS, "InterfacesRemoved", "oas", [one, names]);
    }
  }

  removeBelow(path: string): void {
    const paths = [...this.#objects.keys()].filter((one) => one.startsWith(`${path}/`)).sort();
    for (const one of paths) if (this.has(one)) this.remove(one);
  }

  set(path: string, name: string, changes: Properties): void {
    const properties = this.#objects.get(path)?.[name];
    if (!properties) return;
    Object.assign(properties, changes);
    const body = [name, variantsOf(changes), []];
    this.#signal(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body);
  }

  get(path: string, name: string, property: string): Property | undefined {
    return this.#objects.get(path)?.[name]?.[property];
  }

  /** Undefined where the object has no such interface. */
  all(path: string, name: string): Variants | undefined {
    const properties = this.#objects.get(path)?.[name];
    return properties && variantsOf(properties);
  }

  /** The body of GetManagedObjects, signature a{oa{sa{sv}}}: of what is below a root. */
  managed(root = "/"): Record<string, Record<string, Variants>> {
    const paths = [...this.#objects.keys()].filter((path) => root === "/" || path.startsWith(`${root}/`));
    return Object.fromEntries(paths.map((path) => [path, this.#described(path)]));
  }

  #described(path: string): Record<string, Variants> {
    const interfaces = Object.entries(this.#objects.get(path)!);
    return Object.fromEntries(interfaces.map(([name, properties]) => [name, variantsOf(properties)]));
  }

  #signal(path: string, name: string, member: string, signature: string, body: unknown[]): void {
    this.#send(dbus.Message.newSignal(path, name, member, signature, body));
  }
}

function variantsOf(properties: Properties): Variants {
  return Object.fromEntries(
    Object.entries(properties).map(([name, [signature, value]]) => [
      name,
      new dbus.Variant(signature, value instanceof Uint8Array ? Buffer.from(value) : value),
    ]),
  );
}
