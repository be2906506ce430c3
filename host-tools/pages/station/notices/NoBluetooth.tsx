/** Says before anything is begun that this computer cannot reach a token, and why; nothing where it can. */
import { useEffect, useState } from "preact/hooks";
import { BluetoothProblem } from "../../../station/errors.ts";
import { useStation } from "../services/station-context.ts";
import { SyncProblem } from "./SyncProblem.tsx";

const LOOK_MS = 5_000;

export function NoBluetooth() {
  const { radio } = useStation().station;
  const [problem, setProblem] = useState<Error>();
  useEffect(() => {
    let isHere = true;
    const look = () => void radio.why().then((why) => isHere && setProblem(why));
    look();
    // An adapter goes or comes while the page is open; not every browser says so by itself.
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, [radio]);
  return problem instanceof BluetoothProblem ? <SyncProblem error={problem} isAhead /> : null;
}
