/** Screens behind the first one, each fetched when it is wanted. */
import { later } from "../shared/components/later.tsx";

export const NoticesScreen = later(async () => (await import("./screens/NoticesScreen.tsx")).NoticesScreen);
export const AccessScreen = later(async () => (await import("./screens/AccessScreen.tsx")).AccessScreen);
export const ListsScreen = later(async () => (await import("./lists/ListsScreen.tsx")).ListsScreen);
