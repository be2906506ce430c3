/** What a gate's ear is about, and what somebody can do where it does not hear. */
import { busWordOf } from "../lib/bluez/bus.ts";
import { ACCESS_DENIED, SERVICE_UNKNOWN } from "../lib/bluez/names.ts";

/** listening: every advert. filtered: BlueZ has no advertisement monitors, so each token is heard once in ten seconds. */
export type EarState =
  | "listening"
  | "filtered"
  | "no-bus"
  | "no-bluez"
  | "no-adapter"
  | "off"
  | "no-rights"
  | "refused"
  | "no-page"
  | "no-token";

export const EAR_TEXTS: Readonly<Record<EarState, string>> = {
  listening: "hears every advert",
  filtered:
    "hears each token once in ten seconds, so it misses taps: BlueZ has no advertisement monitors (start bluetoothd with --experimental, or take BlueZ 5.56 and Linux 5.14 or newer)",
  "no-bus": "there is no D-Bus on this machine: start dbus",
  "no-bluez": "BlueZ does not run: start it (systemctl start bluetooth)",
  "no-adapter": "there is no Bluetooth adapter: plug it in",
  off: "the adapter is off: switch it on (rfkill unblock bluetooth; bluetoothctl power on)",
  "no-rights": "this account may not use Bluetooth: put it into the group bluetooth",
  refused: "BlueZ refuses to listen; it is asked again",
  "no-page": "no guard's page hands on what the gate token hears: open it on this computer",
  "no-token":
    "the guard's page is not connected to the gate token: press its button there, and see that the token has power",
};

/** Whether anything at all is heard. */
export function hears(state: EarState): boolean {
  return state === "listening" || state === "filtered";
}

const STATES: Readonly<Record<string, EarState>> = {
  [ACCESS_DENIED]: "no-rights",
  "org.bluez.Error.NotAuthorized": "no-rights",
  "org.bluez.Error.NotPermitted": "no-rights",
  [SERVICE_UNKNOWN]: "no-bluez",
  "org.freedesktop.DBus.Error.NameHasNoOwner": "no-bluez",
  "org.bluez.Error.NotReady": "off",
  "org.freedesktop.DBus.Error.UnknownObject": "no-adapter",
};

export function stateOf(error: unknown): EarState {
  return STATES[busWordOf(error)] ?? "refused";
}
