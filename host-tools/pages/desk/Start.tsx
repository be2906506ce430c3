/** Signing in to the desk; the desk itself is fetched behind it. */
import { SeatStart } from "../shared/seat/SeatStart.tsx";
import type { SessionKeeper } from "../shared/sign-in/session.ts";
import { DESK_WAY } from "../shared/ways.ts";
import { FRAME } from "./texts/frame.ts";

const fetchDesk = async () => (await import("./DeskApp.tsx")).DeskApp;

export function DeskStart({ keeper }: { readonly keeper: SessionKeeper }) {
  return <SeatStart keeper={keeper} texts={FRAME} roles={DESK_WAY.roles} name="desk" fetch={fetchDesk} />;
}
