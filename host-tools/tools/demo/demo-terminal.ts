/** The demo's last part by hand: wearers' buttons and one-time codes from the keyboard, until Ctrl-C. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { outside } from "../../lib/system-packages.ts";
import type { DemoStation } from "./demo-station.ts";
import { codeLine, holdingLine, stationLines, waitsLine } from "./demo-texts.ts";

const PID_FILE = "browser.pid";
const LOOK_MS = 50;
const MOST_LOOKS = 100;

/** Says how to go on, and answers the keyboard; resolves when it is closed, or a signal comes. */
export async function serveTerminal(
  station: DemoStation,
  say: (lines: readonly string[]) => void,
): Promise<void> {
  const script = station.bus && outside("chromium") ? writeBrowserScript(station, station.bus) : undefined;
  try {
    say(stationLines(station, script?.path));
    const keyboard = createInterface({ input: process.stdin });
    const ended = new Promise<void>((resolve) => {
      keyboard.once("close", resolve);
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
        process.once(signal, () => keyboard.close());
    });
    keyboard.on("line", (line) => answer(line.trim(), station, say));
    await ended;
  } finally {
    await script?.remove();
  }
}

function answer(typed: string, { waiting, openCase }: DemoStation, say: (lines: readonly string[]) => void) {
  if (typed.toLowerCase() === "c") return say([codeLine(openCase.codes.next())]);
  const token = waiting[Number(typed) - 1];
  if (!token) return;
  say([holdingLine(token.name)]);
  void token.hand.hold().then(() => say([waitsLine(token.name)]));
}

interface BrowserScript {
  readonly path: string;
  /** Ends its browser, which would write on, and removes what it wrote. */
  remove(): Promise<void>;
}

/** A command that is short enough to copy: a Chromium of its own on the tokens' bus, with both pages. */
export function writeBrowserScript(
  { stationUrl, deskUrl }: Pick<DemoStation, "stationUrl" | "deskUrl">,
  bus: string,
): BrowserScript {
  const folder = mkdtempSync(join(tmpdir(), "bluezone-demo-"));
  const path = join(folder, "browser");
  writeFileSync(path, browserScript({ folder, bus, urls: [stationUrl, deskUrl] }));
  return {
    path,
    async remove() {
      await endBrowser(join(folder, PID_FILE));
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** The browser's process stands in the file while it runs. Resolves when it has ended, or does not end: it writes until then. */
async function endBrowser(pidFile: string): Promise<void> {
  try {
    const browser = Number(readFileSync(pidFile, "utf8"));
    // Zero is not yet written, and would be ourselves.
    if (browser > 0) process.kill(browser);
    for (let looks = 0; existsSync(pidFile) && looks < MOST_LOOKS; looks++)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  } catch (error) {
    // Never started, or closed already.
    if (!["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

interface ScriptParts {
  readonly folder: string;
  readonly bus: string;
  readonly urls: readonly string[];
}

function browserScript({ folder, bus, urls }: ScriptParts): string {
  const pid = quoted(join(folder, PID_FILE));
  return [
    "#!/bin/sh",
    `DBUS_SYSTEM_BUS_ADDRESS=${quoted(bus)}`,
    "export DBUS_SYSTEM_BUS_ADDRESS",
    "# Chromium refuses root its sandbox.",
    'if [ "$(id -u)" = 0 ]; then set -- --no-sandbox "$@"; fi',
    `${quoted(outside("chromium") ?? "chromium")} --enable-features=WebBluetooth --no-first-run \\`,
    `  --user-data-dir=${quoted(join(folder, "profile"))} "$@" \\`,
    `  ${urls.map(quoted).join(" ")} &`,
    `echo $! > ${pid}`,
    'trap "kill $!" INT TERM HUP',
    "wait",
    `rm -f ${pid}`,
    "",
  ].join("\n");
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
