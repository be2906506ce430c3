/** The name org.bluez on a bus: method calls come in, objects and signals go out. */
import dbus from "dbus-next";
import {
  ACCESS_DENIED,
  ADAPTER,
  ADVERTISEMENT,
  ADVERTISING,
  DAEMON,
  DAEMON_PATH,
  DEVICE,
  MONITOR,
  MONITORS,
  OBJECTS,
  PROPERTIES,
  UNKNOWN_METHOD,
} from "../../lib/bluez/names.ts";
import { ObjectTree } from "../../lib/bluez/object-tree.ts";
import { Adapter, type AdapterOptions, CHARACTERISTIC } from "./adapter.ts";
import { BluezError } from "./errors.ts";
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
  "RemoveDevice",
  "CancelPairing",
  "ConnectProfile",
]);
const INVALID_ARGUMENTS = "org.freedesktop.DBus.Error.InvalidArgs";

interface BluezOnBus {
  readonly adapter: Adapter;
  /** As the bus' rules let a program use BlueZ, or do not. */
  setAllowed(isAllowed: boolean): void;
  stop(): void;
}

/** Owns org.bluez on the bus at the address. Throws when the name is taken. */
export async function ownBluez(
  address: string,
  clock: WorldClock,
  link: AdapterOptions,
): Promise<BluezOnBus> {
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
  const ask = async (destination: string, path: string, name: string, member: string, body: unknown[]) => {
    const signature = "s".repeat(body.length);
    const message = new dbus.Message({ destination, path, interface: name, member, signature, body });
    return (await bus.call(message))?.body[0];
  };
  const methods = {
    ...methodsOf(tree, adapter),
    ...broadcastMethods(adapter, ask),
    ...monitorMethods(adapter, ask, send),
  };
  let isAllowed = true;
  bus.addMethodHandler((call: dbus.Message) => {
    if (!isAllowed) return refuse(call, send, new BluezError(ACCESS_DENIED, "Rejected send message"));
    const method = methods[`${call.interface}.${call.member}`] ?? methods[call.member];
    if (!method && !WITHOUT_EFFECT.has(call.member)) return refuse(call, send, unknown(call));
    answer(call, method, send);
    return true;
  });
  bus.on("message", ({ type, sender, path, member, body }: dbus.Message) => {
    if (type !== dbus.MessageType.SIGNAL) return;
    if (member === "NameOwnerChanged" && body[2] === "") adapter.drop(body[0]);
    if (member === "PropertiesChanged" && body[0] === ADVERTISEMENT)
      adapter.broadcasts.refresh(`${sender} ${path}`, body[1]);
  });
  for (const rule of [
    `type='signal',sender='${DAEMON}',member='NameOwnerChanged'`,
    `type='signal',interface='${PROPERTIES}',arg0='${ADVERTISEMENT}'`,
  ])
    await ask(DAEMON, DAEMON_PATH, DAEMON, "AddMatch", [rule]);
  const reply = await bus.requestName("org.bluez", 0);
  if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error("org.bluez is owned by somebody else");
  return {
    adapter,
    setAllowed(is) {
      isAllowed = is;
    },
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
    [`${ADAPTER}.SetDiscoveryFilter`]({ sender, body: [filter] }) {
      const isSet = Object.keys(filter).length > 0;
      adapter.setFilter(sender, isSet ? Boolean(filter.DuplicateData?.value) : undefined);
      return undefined;
    },
    [`${ADAPTER}.StartDiscovery`]: ({ sender }) => void adapter.startDiscovery(sender) as undefined,
    [`${ADAPTER}.StopDiscovery`]: ({ sender }) => void adapter.stopDiscovery(sender) as undefined,
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

/** Asks a program on the bus; gives what it answers first. */
type Ask = (
  destination: string,
  path: string,
  name: string,
  member: string,
  body: unknown[],
) => Promise<Answered>;
// biome-ignore lint/suspicious/noExplicitAny: what came over the bus
type Answered = any;

function broadcastMethods({ broadcasts }: Adapter, ask: Ask): Methods {
  return {
    async [`${ADVERTISING}.RegisterAdvertisement`]({ sender, body: [path] }) {
      broadcasts.register(
        `${sender} ${path}`,
        await ask(sender, path, PROPERTIES, "GetAll", [ADVERTISEMENT]),
      );
      return undefined;
    },
    [`${ADVERTISING}.UnregisterAdvertisement`]: ({ sender, body: [path] }) =>
      void broadcasts.unregister(`${sender} ${path}`) as undefined,
  };
}

function monitorMethods(adapter: Adapter, ask: Ask, send: (message: dbus.Message) => void): Methods {
  if (!adapter.hasMonitors) return {};
  return {
    [`${MONITORS}.RegisterMonitor`]({ sender, body: [root] }) {
      adapter.registerMonitor(sender, root);
      // BlueZ answers first and looks at the monitors afterwards (src/adv_monitor.c).
      activate(sender, root, ask, send).catch(() => {});
      return undefined;
    },
    [`${MONITORS}.UnregisterMonitor`]: ({ sender, body: [root] }) =>
      void adapter.unregisterMonitor(sender, root) as undefined,
  };
}

/** A monitor that BlueZ does not take is released, the others are told that they are active. */
async function activate(client: string, root: string, ask: Ask, send: (message: dbus.Message) => void) {
  const managed = await ask(client, root, OBJECTS, "GetManagedObjects", []);
  for (const [path, interfaces] of Object.entries(managed as Record<string, Answered>)) {
    const monitor = interfaces[MONITOR];
    if (!monitor) continue;
    const isTaken = monitor.Type?.value === "or_patterns" && monitor.Patterns?.value.length > 0;
    const member = isTaken ? "Activate" : "Release";
    const message = { destination: client, path, interface: MONITOR, member };
    send(new dbus.Message({ ...message, flags: dbus.MessageFlag.NO_REPLY_EXPECTED }));
  }
}
