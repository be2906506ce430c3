import { AdvertisingError } from "./advertising-data.ts";
import { CALL_MS } from "./costs.ts";
import type { Processor } from "./processor.ts";
import type { Radio } from "./radio.ts";

/** Members of the program's NRF object. What Espruino has beyond them throws when it is called. */
export function nrfMembers(radio: Radio, processor: Processor): Record<string, unknown> {
  const { realm, board } = processor;
  const { advertiser, scanner, gatt, address, scanResponse } = radio;
  const members: Record<string, unknown> = {
    setAdvertising: (data: unknown, options: unknown) => advertiser.set(data, options),
    getAdvertisingData: (data: unknown, options: unknown) => {
      try {
        return realm.buffer(advertiser.packetOf(data, options));
      } catch (error) {
        throw error instanceof AdvertisingError ? realm.error(error.message) : error;
      }
    },
    getAdvertisingName: () => address.deviceName,
    setScanResponse: (data: unknown) => scanResponse.set(data),
    setScan: (callback: unknown, options: unknown) => scanner.set(callback, options),
    setServices: (data: unknown, options: unknown) => radio.setServices(data, options),
    updateServices: (data: unknown) => {
      if (radio.needsRestart) throw realm.error("Can't update services until BLE restart");
      gatt.update(data);
    },
    setTxPower: (dbm: unknown) => radio.setTxPower(dbm),
    setAddress: (text: unknown) => {
      address.set(processor.present(text));
      radio.restartWhenFree();
    },
    getAddress: (current: unknown) => (current ? address.current : address.factory),
    getBattery: () => {
      processor.spend(CALL_MS.getBattery);
      return radio.volts;
    },
    setSecurity: (options: unknown) => radio.setSecurity(options),
    getSecurityStatus: () =>
      realm.object({
        connected: gatt.connected,
        encrypted: false,
        mitm_protected: false,
        bonded: false,
        advertising: advertiser.isOn,
      }),
    setConnectionInterval: (interval: unknown) => gatt.parameters.set(interval),
    disconnect: () => gatt.disconnect(),
    restart: (callback: unknown) => radio.restartWhenFree(callback),
    sleep: () => radio.sleep(),
    wake: () => radio.wake(),
  };
  if (board.id === "puckjs") {
    members.nfcURL = (url: unknown) => {
      radio.nfc = url !== undefined;
    };
  }
  return members;
}
