/** A real Chromium that uses the tokens of a stand-in, and the hand that answers its chooser. For tests and the demo. */
import { type Browser, type CDPSession, chromium, type Page } from "playwright-core";
import { outside } from "../../lib/system-packages.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
];

interface BrowserOptions {
  /** Of the stand-in's bus. */
  readonly address: string;
  /** Lets `getDevices` name the tokens chosen before, as Chrome does. */
  readonly remembersDevices?: boolean;
  readonly args?: readonly string[];
}

/** The caller closes it. Throws where there is no Chromium. */
export function launchBrowser({ address, remembersDevices, args = [] }: BrowserOptions): Promise<Browser> {
  const features = ["WebBluetooth", ...(remembersDevices ? ["WebBluetoothNewPermissionsBackend"] : [])];
  return chromium.launch({
    executablePath: outside("chromium")!,
    args: [...FLAGS, `--enable-features=${features.join(",")}`, ...args],
    env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address } as Record<string, string>,
  });
}

/** A device that was taken before is taken again when no other of its name has come for so long. */
const OLD_MILLISECONDS = 1500;

interface Prompt {
  readonly id: string;
  readonly devices: readonly { readonly id: string; readonly name: string }[];
}

/** Answers the chooser of a page: takes the device whose name is wanted as soon as it is offered. */
export class Chooser {
  readonly #session: CDPSession;
  readonly #answered = new Set<string>();
  /** Devices taken before: of two with one name the new one is the token after its address has changed. */
  readonly #taken = new Set<string>();
  #openSince = 0;
  #wanted: string | undefined;
  #prompt: Prompt | undefined;
  /** Names that the last chooser offered. */
  offered: readonly string[] = [];

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on("DeviceAccess.deviceRequestPrompted", (prompt: Prompt) => {
      if (this.#prompt?.id !== prompt.id) this.#openSince = performance.now();
      this.#prompt = prompt;
      this.offered = prompt.devices.map(({ name }) => name);
      this.#answer();
    });
  }

  static async of(page: Page): Promise<Chooser> {
    const session = await page.context().newCDPSession(page);
    const chooser = new Chooser(session);
    await session.send("DeviceAccess.enable");
    return chooser;
  }

  /** Which token is taken from now on. */
  take(name: string): void {
    this.#wanted = name;
    this.#answer();
  }

  /** Closes the chooser that is open without choosing. */
  async cancel(): Promise<void> {
    const prompt = this.#prompt;
    if (!prompt || this.#answered.has(prompt.id)) return;
    this.#answered.add(prompt.id);
    await this.#session.send("DeviceAccess.cancelPrompt", { id: prompt.id });
  }

  get isOpen(): boolean {
    return this.#prompt !== undefined && !this.#answered.has(this.#prompt.id);
  }

  #answer(): void {
    const prompt = this.#prompt;
    // The event comes again and again with one id; a second answer to it can end the browser.
    if (!prompt || this.#answered.has(prompt.id)) return;
    const named = prompt.devices.filter(({ name }) => name === this.#wanted);
    const fresh = named.find(({ id }) => !this.#taken.has(id));
    const waited = performance.now() - this.#openSince;
    if (named.length > 0 && !fresh && waited < OLD_MILLISECONDS)
      setTimeout(() => this.#answer(), OLD_MILLISECONDS - waited + 10);
    const device = fresh ?? (waited < OLD_MILLISECONDS ? undefined : named[0]);
    if (!device) return;
    this.#answered.add(prompt.id);
    this.#taken.add(device.id);
    this.#session.send("DeviceAccess.selectPrompt", { id: prompt.id, deviceId: device.id }).catch(() => {});
  }
}
