/** Which of the model's functions the program in an interpreter process gets stand-ins for, and under which names. */
import type { Board } from "../../../boards/board.ts";
import { GLOBALS } from "../virtual-token/language.ts";
import { Pin } from "../virtual-token/pin.ts";
import type { Realm } from "../virtual-token/realm.ts";

type Bag = Record<string, unknown>;

/** What the interpreter itself has, and runs the same way on a token. */
const NATIVE = new Set([
  ...GLOBALS,
  "Promise",
  "InternalError",
  "global",
  "atob",
  "btoa",
  "Pin",
  "require",
  "echo",
]);
const NATIVE_OF_E = new Set(["CRC32", "toString", "toFlatString", "toUint8Array", "toArrayBuffer"]);
const EVENT_METHODS = [
  "on",
  "addListener",
  "prependListener",
  "emit",
  "removeListener",
  "removeAllListeners",
];
const PIN_METHODS = ["read", "write", "set", "reset", "toggle", "mode", "getMode"];
/** Bytes in a block of each hash. */
const HASH_BLOCKS: Readonly<Record<string, number>> = {
  SHA1: 64,
  SHA224: 64,
  SHA256: 64,
  SHA384: 128,
  SHA512: 128,
};

export interface Surface {
  /** Objects and pins with a number, in its order. */
  readonly hosts: readonly object[];
  /** Names of the hosts that are no pins, first of all. */
  readonly names: readonly string[];
  /** By what a question calls them. */
  readonly functions: ReadonlyMap<string, { self: unknown; call: unknown }>;
  /** Statements that put the stand-ins in place. `value` writes a value of the model as an expression. */
  readonly setUp: (value: (value: unknown) => string) => string;
}

/** The surface of a realm that the model has filled. */
export function surfaceOf(realm: Realm, board: Board): Surface {
  const { global } = realm;
  const require = global.require as (name: string) => object;
  const named: Bag = {
    E: global.E,
    NRF: global.NRF,
    process: global.process,
    console: global.console,
    Storage: require("Storage"),
    Flash: require("Flash"),
    Bluetooth: global.Bluetooth,
    Serial1: global.Serial1,
    ...(global.USB ? { USB: global.USB } : {}),
  };
  const pins = pinsOf(global);
  const functions = new Map<string, { self: unknown; call: unknown }>();
  const lines: ((value: (value: unknown) => string) => string)[] = [];
  const standIns = (object: string, path: string, owner: Bag, names: readonly string[]): void => {
    for (const name of names) functions.set(path + name, { self: owner, call: owner[name] });
    lines.push(() => `standIns(${object},"${path}",${JSON.stringify(names)})`);
  };

  for (const [index, [name, host]] of Object.entries(named).entries()) {
    const members = Object.getOwnPropertyNames(host).filter((one) => name !== "E" || !NATIVE_OF_E.has(one));
    const methods = members.filter((one) => typeof (host as Bag)[one] === "function");
    standIns(`hosts[${index}]`, `${name}.`, host as Bag, [...methods, ...EVENT_METHODS]);
    for (const one of members) {
      if (!methods.includes(one))
        lines.push((value) => `hosts[${index}].${one}=${value((host as Bag)[one])}`);
    }
  }
  for (const method of PIN_METHODS) {
    const call = (pin: Pin, ...args: unknown[]): unknown =>
      (pin as unknown as Record<string, (...args: unknown[]) => unknown>)[method]!(...args);
    functions.set(`Pin.${method}`, { self: undefined, call });
  }
  lines.push(() => `pins(${JSON.stringify(pins.map((pin) => pin.name))},${JSON.stringify(PIN_METHODS)})`);

  const own = Object.getOwnPropertyNames(global).filter((name) => !NATIVE.has(name));
  standIns(
    "global",
    "",
    global,
    own.filter((name) => typeof global[name] === "function"),
  );
  for (const name of own) {
    const value = global[name];
    if (typeof value === "number" || (value instanceof Pin && name !== value.name))
      lines.push((write) => `global.${name}=${write(value)}`);
  }
  lines.push(() => "timer('setTimeout');timer('setInterval');keepAdvert()");
  functions.set("require", { self: undefined, call: global.require });
  standIns("Math", "Math.", realm.library.Math as unknown as Bag, ["random", "randInt"]);
  standIns("Date", "Date.", global.Date as Bag, ["now"]);
  const storage = Object.keys(named).indexOf("Storage");
  const blocks = hashBlocks(require, board);
  const crypto = blocks ? `,crypto:crypto(${JSON.stringify(blocks)})` : "";
  lines.push(() => `modules({Storage:hosts[${storage}],Flash:hosts[${storage + 1}]${crypto}})`);

  return {
    hosts: [...(Object.values(named) as object[]), ...pins],
    names: Object.keys(named),
    functions,
    setUp: (value) => lines.map((line) => line(value)).join(";"),
  };
}

function pinsOf(global: Bag): Pin[] {
  return Object.getOwnPropertyNames(global).flatMap((name) => {
    const value = global[name];
    return value instanceof Pin && value.name === name ? [value] : [];
  });
}

/** Hashes that the board's interpreter has. */
function hashBlocks(load: (name: string) => object, board: Board): Record<string, number> | undefined {
  if (!board.crypto.sha256) return undefined;
  const crypto = load("crypto");
  return Object.fromEntries(Object.entries(HASH_BLOCKS).filter(([name]) => name in crypto));
}
