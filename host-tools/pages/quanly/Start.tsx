/** Signing in to the administration, or setting an empty server up; its screens are fetched behind it. */
import { useEffect, useState } from "preact/hooks";
import type { SetUpState } from "../../contract/setup.ts";
import { later } from "../shared/components/later.tsx";
import { SeatStart } from "../shared/seat/SeatStart.tsx";
import type { SessionKeeper } from "../shared/sign-in/session.ts";
import { useStore } from "../shared/store.ts";
import { QUANLY_WAY } from "../shared/ways.ts";
import { FRAME } from "./texts/frame.ts";

const SetUpScreen = later(async () => (await import("./SetUp.tsx")).SetUpScreen);
const AwayWord = later(async () => (await import("./word/AwayWord.tsx")).AwayWord);
const fetchApp = async () => (await import("./QuanlyApp.tsx")).QuanlyApp;

export function QuanlyStart({ keeper }: { readonly keeper: SessionKeeper }) {
  const { stage } = useStore(keeper.state);
  const [isEmpty, setEmpty] = useState(false);
  const isOut = stage === "signed-out";
  useEffect(() => {
    // Where the page came without HTTPS that is said first, at the sign-in.
    if (!isOut || !isSecureContext) return;
    // Without an answer there is the sign-in.
    keeper.api.get<SetUpState>("/api/setup").then(
      ({ isOpen }) => setEmpty(isOpen),
      () => {},
    );
  }, [isOut]);
  return (
    <SeatStart
      keeper={keeper}
      texts={FRAME}
      roles={QUANLY_WAY.roles}
      name="quanly"
      fetch={fetchApp}
      away={<AwayWord />}
      before={isEmpty ? <SetUpScreen api={keeper.api} done={() => setEmpty(false)} /> : undefined}
    />
  );
}
