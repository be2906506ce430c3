/** The name org.bluez on a bus: method calls come in, objects and signals go out. */
import dbus from "dbus-next";
import { ADAPTER, Adapter, CHARACTERISTIC, DEVICE } from "./adapter.ts";
import { BluezError } from "./errors.ts";
import { ObjectTree } from "./object-tree.ts";
import type { LinkOptions } from "./radio-node.ts";
import type { WorldClock } from "./world-clock.ts";

interface Answer {
  readonly signature: string;
  readonly body: unknown[];
}

type Method = (call: dbus.Message) => Answer | undefined | Promise<Answer | undefined>;
type Methods = Readonly<Record<string, Method>>;

/** What a central asks that has no effect here: agents to pair, filters to discover, profiles. */
const WITHOUT_EFFECT = new Set([
  "RegisterAgent",
  "UnregisterAgent",
  "RequestDefaultAgent",
  "RegisterProfile",
  "UnregisterProfile",
  "SetDiscoveryFilter",
  "RemoveDevice",
  "CancelPairing",
  "ConnectProfile",
]);
const UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
const INVALID_ARGUMENTS = "org.freedesktop.DBus.Error.InvalidArgs";

interface BluezOnBus {
  readonly adapter: Adapter;
  stop(): void;
}

/** Owns org.bluez on the bus at the address. Throws when the name is taken. */
export async function ownBluez(address: string, clock: WorldClock, link: LinkOptions): Promise<BluezOnBus> {
  const bus = dbus.sessionBus({ busAddress: address });
  let isOpen = true;
  const send = (message: dbus.Message) => {
    if (isOpen) bus.send(message);
  };
  await new Promise<void>((resolve, reject) => {
    bus.once("connect", () => resolve());
    bus.once("error", reject);
  });
  const tree = new ObjectTree(send);
  const adapter = new Adapter(tree, clock, link);
  const methods = methodsOf(tree, adapter);
  bus.addMethodHandler((call: dbus.Message) => {
    const method = methods[`${call.interface}.${call.member}`] ?? methods[call.member];
    if (!method && !WITHOUT_EFFECT.has(call.member)) return refuse(call, send, unknown(call));
    answer(call, method, send);
    return true;
  });
  const reply = await bus.requestName("org.bluez", 0);
  if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error("org.bluez is owned by somebody else");
  return {
    adapter,
    stop() {
      isOpen = false;
      adapter.stop();
      bus.disconnect();
    },
  };
}

async function answer(call: dbus.Message, method: Method | undefined, send: (m: dbus.Message) => void) {
  try {
    const given = await method?.(call);
    send(dbus.Message.newMethodReturn(call, given?.signature ?? "", given?.body ?? []));
  } catch (error) {
    refuse(call, send, error instanceof BluezError ? error : new BluezError("Failed", String(error)));
  }
}

function refuse(call: dbus.Message, send: (m: dbus.Message) => void, { bus, message }: BluezError): true {
  // The package's types take the call for a text.
  send(dbus.Message.newError(call as never, bus, message));
  return true;
}

function unknown({ interface: name, member }: dbus.Message): BluezError {
  return new BluezError(UNKNOWN_METHOD, `no ${name}.${member}`);
}

function methodsOf(tree: ObjectTree, adapter: Adapter): Methods {
  return {
    GetManagedObjects: () => ({ signature: "a{oa{sa{sv}}}", body: [tree.managed()] }),
    GetAll({ path, body }) {
      const all = tree.all(path, body[0]);
      if (!all) throw new BluezError(INVALID_ARGUMENTS, `no ${body[0]}`);
      return { signature: "a{sv}", body: [all] };
    },
    Get({ path, body }) {
      const property = tree.get(path, body[0], body[1]);
      if (!property) throw new BluezError(INVALID_ARGUMENTS, `no ${body[1]}`);
      return { signature: "v", body: [new dbus.Variant(property[0], property[1])] };
    },
    Set({ body: [name, property, value] }) {
      if (name === ADAPTER && property === "Powered") adapter.setPowered(Boolean(value.value));
      return undefined;
    },
    [`${ADAPTER}.StartDiscovery`]: () => void adapter.startDiscovery() as undefined,
    [`${ADAPTER}.StopDiscovery`]: () => void adapter.stopDiscovery() as undefined,
    [`${DEVICE}.Connect`]: async ({ path }) => void (await adapter.connect(path)) as undefined,
    [`${DEVICE}.Disconnect`]: ({ path }) => void adapter.disconnect(path) as undefined,
    [`${CHARACTERISTIC}.StartNotify`]: async ({ path }) =>
      void (await adapter.setNotifying(path, true)) as undefined,
    [`${CHARACTERISTIC}.StopNotify`]: async ({ path }) =>
      void (await adapter.setNotifying(path, false)) as undefined,
    async [`${CHARACTERISTIC}.WriteValue`]({ path, body: [value, options] }) {
      await adapter.write(path, Uint8Array.from(value), options.type?.value === "command");
      return undefined;
    },
    async [`${CHARACTERISTIC}.ReadValue`]({ path }) {
      return { signature: "ay", body: [Buffer.from(await adapter.read(path))] };
    },
  };
}
