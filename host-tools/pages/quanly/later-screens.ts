/** Screens behind the first one, each fetched when it is wanted. */
import { later } from "../shared/components/later.tsx";

export const NoticesScreen = later(async () => (await import("./screens/NoticesScreen.tsx")).NoticesScreen);
export const CoverageScreen = later(
  async () => (await import("./coverage/CoverageScreen.tsx")).CoverageScreen,
);
export const GateCountsScreen = later(
  async () => (await import("./gates/GateCountsScreen.tsx")).GateCountsScreen,
);
export const PosterScreen = later(async () => (await import("./gates/PosterScreen.tsx")).PosterScreen);
export const FireScreen = later(async () => (await import("./fires/FireScreen.tsx")).FireScreen);
export const MachinesScreen = later(async () => (await import("./gates/MachinesScreen.tsx")).MachinesScreen);
export const AccessScreen = later(async () => (await import("./screens/AccessScreen.tsx")).AccessScreen);
export const ListsScreen = later(async () => (await import("./lists/ListsScreen.tsx")).ListsScreen);
export const AccountsScreen = later(
  async () => (await import("./accounts/AccountsScreen.tsx")).AccountsScreen,
);
export const AccountScreen = later(async () => (await import("./accounts/AccountScreen.tsx")).AccountScreen);
export const AddAccountScreen = later(
  async () => (await import("./accounts/AddAccountScreen.tsx")).AddAccountScreen,
);
export const SheetScreen = later(async () => (await import("./accounts/SheetScreen.tsx")).SheetScreen);
export const AcceptScreen = later(async () => (await import("./accounts/AcceptScreen.tsx")).AcceptScreen);
export const UnitsScreen = later(async () => (await import("./units/UnitsScreen.tsx")).UnitsScreen);
export const UnitScreen = later(async () => (await import("./units/UnitScreen.tsx")).UnitScreen);
export const UnitListScreen = later(async () => (await import("./units/UnitListScreen.tsx")).UnitListScreen);
export const OrganisationsScreen = later(
  async () => (await import("./units/OrganisationsScreen.tsx")).OrganisationsScreen,
);
export const OrganisationScreen = later(
  async () => (await import("./units/OrganisationScreen.tsx")).OrganisationScreen,
);
export const AuditScreen = later(async () => (await import("./audit/AuditScreen.tsx")).AuditScreen);
export const ComputersScreen = later(
  async () => (await import("./computers/ComputersScreen.tsx")).ComputersScreen,
);
export const WordScreen = later(async () => (await import("./word/WordScreen.tsx")).WordScreen);
