/** Signing in to the administration; its screens are fetched behind it. */
import { SeatStart } from "../shared/seat/SeatStart.tsx";
import type { SessionKeeper } from "../shared/sign-in/session.ts";
import { QUANLY_WAY } from "../shared/ways.ts";
import { FRAME } from "./texts/frame.ts";

const fetchApp = async () => (await import("./QuanlyApp.tsx")).QuanlyApp;

export function QuanlyStart({ keeper }: { readonly keeper: SessionKeeper }) {
  return <SeatStart keeper={keeper} texts={FRAME} roles={QUANLY_WAY.roles} name="quanly" fetch={fetchApp} />;
}
