/** The demo's last part by hand: wearers' buttons and one-time codes from the keyboard, until Ctrl-C. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { outside } from "../../lib/system-packages.ts";
import type { DemoStation } from "./demo-station.ts";
import { codeLine, holdingLine, stationLines, waitsLine } from "./demo-texts.ts";

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
    script?.remove();
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
  /** Also of what its browser wrote. */
  remove(): void;
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
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

interface ScriptParts {
  readonly folder: string;
  readonly bus: string;
  readonly urls: readonly string[];
}

function browserScript({ folder, bus, urls }: ScriptParts): string {
  return [
    "#!/bin/sh",
    `DBUS_SYSTEM_BUS_ADDRESS=${quoted(bus)}`,
    "export DBUS_SYSTEM_BUS_ADDRESS",
    "# Chromium refuses root its sandbox.",
    'if [ "$(id -u)" = 0 ]; then set -- --no-sandbox "$@"; fi',
    `exec ${quoted(outside("chromium") ?? "chromium")} --enable-features=WebBluetooth --no-first-run \\`,
    `  --user-data-dir=${quoted(join(folder, "profile"))} "$@" \\`,
    `  ${urls.map(quoted).join(" ")}`,
    "",
  ].join("\n");
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
