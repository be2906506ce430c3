// Bluetooth boards through BlueZ, as a serial device of the espruino package: the UART service of an open interpreter.
const dbus = require("dbus-next");

const BLUEZ = "org.bluez";
const ADAPTER = "org.bluez.Adapter1";
const DEVICE = "org.bluez.Device1";
const CHARACTERISTIC = "org.bluez.GattCharacteristic1";
const PROPERTIES = "org.freedesktop.DBus.Properties";
const OBJECTS = "org.freedesktop.DBus.ObjectManager";
const TO_BOARD = "6e400002-b5a3-f393-e0a9-e50e24dcca9e";
const FROM_BOARD = "6e400003-b5a3-f393-e0a9-e50e24dcca9e";
/** An open interpreter tells of itself every 375 ms. */
const LONGEST_MS = 6_000;
const LOOK_MS = 100;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function openLink(address, onData, onClose) {
  const bus = dbus.systemBus();
  bus.on("error", onClose);
  const call = async (path, name, member, signature = "", body = []) =>
    (await bus.call(new dbus.Message({ destination: BLUEZ, path, interface: name, member, signature, body })))
      ?.body ?? [];
  const managed = async () => (await call("/", OBJECTS, "GetManagedObjects"))[0];
  const until = Date.now() + LONGEST_MS;
  const wanted = `dev_${address.slice(0, 17).toUpperCase().replaceAll(":", "_")}`;
  /** What `find` sees in BlueZ' objects, as soon as it sees it. */
  const shown = async (find, what) => {
    for (;;) {
      const found = find(await managed());
      if (found) return found;
      if (Date.now() > until) throw new Error(`${address}: ${what}`);
      await sleep(LOOK_MS);
    }
  };
  try {
    const adapter = await shown(
      (all) => Object.keys(all).find((path) => all[path][ADAPTER]),
      "no Bluetooth adapter",
    );
    await call(adapter, ADAPTER, "StartDiscovery").catch(() => {});
    const device = await shown(
      (all) => Object.keys(all).find((path) => path.endsWith(`/${wanted}`)),
      "it is not on the air",
    );
    await call(device, DEVICE, "Connect");
    const of = (all, uuid) =>
      Object.keys(all).find(
        (path) => path.startsWith(`${device}/`) && all[path][CHARACTERISTIC]?.UUID.value === uuid,
      );
    const write = await shown((all) => of(all, TO_BOARD), "it has no open console");
    const read = await shown((all) => of(all, FROM_BOARD), "it has no open console");
    bus.on("message", ({ path, interface: name, member, body }) => {
      if (name !== PROPERTIES || member !== "PropertiesChanged") return;
      if (path === read && body[1].Value) onData(Uint8Array.from(body[1].Value.value).buffer);
      if (path === device && body[1].Connected?.value === false) onClose();
    });
    await bus.call(
      new dbus.Message({
        destination: "org.freedesktop.DBus",
        path: "/org/freedesktop/DBus",
        interface: "org.freedesktop.DBus",
        member: "AddMatch",
        signature: "s",
        body: [`type='signal',sender='${BLUEZ}'`],
      }),
    );
    await call(read, CHARACTERISTIC, "StartNotify");
    return {
      write: (text) =>
        call(write, CHARACTERISTIC, "WriteValue", "aya{sv}", [Buffer.from(text, "latin1"), {}]),
      async close() {
        await call(device, DEVICE, "Disconnect").catch(() => {});
        bus.disconnect();
      },
    };
  } catch (error) {
    bus.disconnect();
    throw error;
  }
}

/** In the form that Espruino.Core.Serial.devices takes. */
exports.bluezDevice = (address) => {
  let link;
  return {
    name: "BlueZ",
    getPorts: (callback) => callback([{ path: address }], true),
    open(_path, opened, received, closed) {
      openLink(address, received, () => closed()).then(
        (made) => {
          link = made;
          opened("Ok");
        },
        () => opened(undefined),
      );
    },
    write: (text, done) => void link.write(text).then(done, done),
    close: () => void link?.close(),
  };
};
