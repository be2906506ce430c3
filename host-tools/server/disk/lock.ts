/**
 * Keeps a second process out of a data folder. Who opens it listens at a socket in it, which the kernel closes when the process ends,
 * however it ends; and whoever shares the folder reaches it, from other containers too, where numbers of processes say nothing.
 * Each process has a socket of its own, under a name that is never used again: one that nobody listens at belongs to nobody.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

const NAME = /^lock-[0-9a-f]{16}$/;
/** Longer ones do not fit a socket's address (unix(7)). */
const LONGEST_PATH = 100;
/** Who is connected to and says nothing for so long is busy, not dead. */
const GREETING_MS = 2000;
const AGAIN_MS = 50;

/** What a process says to who connects: whether it has the folder or is only looking whether somebody has it. */
interface Holder {
  readonly isIn: boolean;
  readonly who: string;
}

/**
 * Returns what lets others in again. Throws when somebody is in, named as far as it tells.
 * Of several who come at once one gets in: each listens before it looks, so of two at least one sees the other, and of two who are
 * looking the one whose name comes later goes.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const handle = folder.length + 24 > LONGEST_PATH ? openSync(folder, "r") : undefined;
  const place = (name: string) => join(handle === undefined ? folder : `/proc/self/fd/${handle}`, name);
  const own = `lock-${randomBytes(8).toString("hex")}`;
  let isIn = false;
  const server = await listenAt(
    place(own),
    () => `${isIn ? "in" : "looking"} ${process.pid} ${hostname()}\n`,
  );
  const release = async () => {
    await new Promise((resolve) => server.close(resolve));
    rmSync(join(folder, own), { force: true });
    if (handle !== undefined) closeSync(handle);
  };
  try {
    for (const name of readdirSync(folder)) {
      if (!NAME.test(name) || name === own) continue;
      for (;;) {
        const holder = await holderAt(place(name));
        if (!holder) {
          rmSync(join(folder, name), { force: true });
          break;
        }
        if (holder.isIn || name < own) throw new Error(`${folder} is in use by ${holder.who}.`);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  } catch (error) {
    await release();
    throw error;
  }
  isIn = true;
  return release;
}

async function listenAt(path: string, greeting: () => string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.end(greeting());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  server.on("error", () => {});
  // Whoever has the folder may end when all its work is done.
  server.unref();
  return server;
}

/** Who listens at a socket; undefined where nobody does any more. */
function holderAt(path: string): Promise<Holder | undefined> {
  return new Promise((resolve, reject) => {
    let said = "";
    let isOpen = false;
    const socket = connect(path);
    const tell = () => {
      socket.destroy();
      const [state, number, machine] = said.trim().split(" ");
      const who = number ? `process ${number} on ${machine}` : "a process that does not say who it is";
      resolve({ isIn: state !== "looking", who });
    };
    socket.setTimeout(GREETING_MS, tell);
    socket.on("connect", () => {
      isOpen = true;
    });
    socket.on("data", (bytes) => {
      said += bytes;
    });
    socket.on("close", () => isOpen && tell());
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") resolve(undefined);
      else if (isOpen || error.code === "EAGAIN") tell();
      else reject(error);
    });
  });
}
