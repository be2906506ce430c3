import type { BluetoothDevice } from "./bluetooth-device.ts";
import { readUuid } from "./uuid.ts";

interface Filter {
  services?: unknown;
  name?: unknown;
  namePrefix?: unknown;
  id?: unknown;
  serviceData?: unknown;
  manufacturerData?: unknown;
}

/** Does a device match any filter? Everything a filter names must match. */
export function matchesFilters(filters: readonly unknown[], device: BluetoothDevice): boolean {
  return filters.some((filter) => matches(filter as Filter, device));
}

function matches(filter: Filter, device: BluetoothDevice): boolean {
  if (filter.id !== undefined && filter.id !== device.id) return false;
  if (filter.name !== undefined && filter.name !== device.name) return false;
  if (filter.namePrefix !== undefined) {
    if (typeof filter.namePrefix !== "string" || !device.name?.startsWith(filter.namePrefix)) return false;
  }
  if (Array.isArray(filter.services) && !filter.services.every((wanted) => hasService(device, wanted)))
    return false;
  if (isObject(filter.serviceData)) {
    const has = device.serviceData ?? {};
    if (!Object.keys(filter.serviceData).every((key) => key in has)) return false;
  }
  if (isObject(filter.manufacturerData)) {
    if (!Object.keys(filter.manufacturerData).every((key) => Number(key) === device.manufacturer))
      return false;
  }
  return true;
}

function hasService(device: BluetoothDevice, wanted: unknown): boolean {
  const asked = readUuid(wanted);
  if ("error" in asked) return false;
  return (device.services ?? []).some((service) => {
    const there = readUuid(service);
    return !("error" in there) && there.uuid === asked.uuid;
  });
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object";
}
