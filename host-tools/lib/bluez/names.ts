/** Names on the bus that BlueZ and its clients use (doc/org.bluez.*.rst of BlueZ). */
export const BLUEZ = "org.bluez";
export const ADAPTER = "org.bluez.Adapter1";
export const DEVICE = "org.bluez.Device1";
export const MONITOR = "org.bluez.AdvertisementMonitor1";
export const MONITORS = "org.bluez.AdvertisementMonitorManager1";
export const ADVERTISEMENT = "org.bluez.LEAdvertisement1";
export const ADVERTISING = "org.bluez.LEAdvertisingManager1";
export const PROPERTIES = "org.freedesktop.DBus.Properties";
export const OBJECTS = "org.freedesktop.DBus.ObjectManager";
export const DAEMON = "org.freedesktop.DBus";
export const DAEMON_PATH = "/org/freedesktop/DBus";
export const ACCESS_DENIED = "org.freedesktop.DBus.Error.AccessDenied";
export const UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
export const SERVICE_UNKNOWN = "org.freedesktop.DBus.Error.ServiceUnknown";
