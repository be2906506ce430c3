// Runs in a process of its own: the espruino package turns TLS checks off in the process that loads it.
// Speaks with port.ts over the channel that fork() opens: one request, one answer { id, value } or { id, error }.
const { Buffer } = require("node:buffer");

const log = process.env.BZTOKEN_DEBUG ? console.error : () => {};
console.log = log;
console.warn = log;
require("espruino").init(() => {
  const serial = Espruino.Core.Serial;
  const connection = serial.connection;
  let heard = "";
  let closed = false;
  serial.startListening((data) => {
    heard = (heard + Buffer.from(data).toString("latin1")).slice(-4096);
  });

  const requests = {
    // The package opens only ports that it lists, and it lists neither a pty nor /dev/ttyS: the path is added here.
    open({ path, baud }) {
      Espruino.Config.BAUD_RATE = baud;
      Espruino.Config.ENV_ON_CONNECT = false;
      Espruino.Config.SERIAL_IGNORE = "";
      const radio = /^([0-9a-f]{2}:){5}[0-9a-f]{2}/i.test(path);
      const network = /^tcp:/.test(path);
      // Noble wants the adapter for itself; where BlueZ has it, it is asked.
      if (radio && process.platform === "linux") {
        const { bluezDevice } = require("./bluez-device.cjs");
        serial.devices.splice(0, serial.devices.length, bluezDevice(path));
      } else if (!radio && !network) {
        const devices = serial.devices.filter(({ name }) => name === "Node Serial");
        if (devices.length === 0)
          throw new Error("the package serialport is missing: npm install serialport");
        devices[0].getPorts = (callback) => callback([{ path }], true);
        serial.devices.splice(0, serial.devices.length, ...devices);
      }
      return new Promise((resolve, reject) => {
        serial.open(
          path,
          (status) => {
            if (status === undefined) return reject(new Error(`${path} cannot be opened`));
            // With one acknowledgement per packet nothing overruns; the radio takes 20 bytes at a time.
            connection.chunkSize = radio ? 20 : 256;
            connection.isOpen = true;
            resolve();
          },
          () => {
            closed = true;
          },
        );
      });
    },
    write: ({ text }) => connection.write(text),
    evaluate: ({ code, timeout }) => connection.espruinoEval(code, { timeout }),
    heard() {
      const text = heard;
      heard = "";
      return { text, closed };
    },
  };

  process.on("message", async ({ id, request, ...details }) => {
    try {
      process.send({ id, value: await requests[request](details) });
    } catch (error) {
      process.send({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.on("disconnect", () => process.exit());
  process.on("uncaughtException", (error) => {
    process.send({ fatal: error.message });
    process.exit(1);
  });
  process.send({ ready: true });
});
