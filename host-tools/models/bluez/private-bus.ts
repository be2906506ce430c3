/** A D-Bus of one's own: a dbus-daemon that only this user can reach, in place of the system's. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outside } from "../../lib/system-packages.ts";

interface PrivateBus {
  /** For DBUS_SYSTEM_BUS_ADDRESS. */
  readonly address: string;
  stop(): Promise<void>;
}

const START_MILLISECONDS = 10_000;
const LOOK_MILLISECONDS = 20;

/** Throws when there is no dbus-daemon, or when it does not start. */
export async function startPrivateBus(): Promise<PrivateBus> {
  const program = outside("dbus");
  if (!program) throw new Error("there is no dbus-daemon on this machine");
  const folder = mkdtempSync(join(tmpdir(), "bluez-bus-"));
  const socket = join(folder, "bus");
  const configuration = join(folder, "bus.conf");
  writeFileSync(configuration, configurationOf(socket));
  const daemon = spawn(program, [`--config-file=${configuration}`, "--nofork", "--nopidfile"], {
    stdio: "ignore",
  });
  const stop = async () => {
    await ended(daemon);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let waited = 0; !(await answers(socket)); waited += LOOK_MILLISECONDS) {
    if (daemon.exitCode !== null || waited > START_MILLISECONDS) {
      await stop();
      throw new Error("dbus-daemon does not start");
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
  return { address: `unix:path=${socket}`, stop };
}

/** The socket's file is there a moment before anybody listens on it. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}

/** The folder of the socket lets nobody else in, so the bus itself need not ask. */
function configurationOf(socket: string): string {
  const policy = ["send_destination", "own", "eavesdrop"]
    .map((what) => `<allow ${what}="${what === "eavesdrop" ? "true" : "*"}"/>`)
    .join("");
  const body = `<type>system</type><listen>unix:path=${socket}</listen><auth>EXTERNAL</auth><policy context="default">${policy}</policy>`;
  const kind = "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN";
  const where = "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd";
  return `<!DOCTYPE busconfig PUBLIC "${kind}" "${where}"><busconfig>${body}</busconfig>\n`;
}

function ended(daemon: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (daemon.exitCode !== null || daemon.signalCode !== null) return resolve();
    daemon.once("exit", () => resolve());
    daemon.kill();
  });
}
