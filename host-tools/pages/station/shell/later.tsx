/** Screens that are fetched when they are wanted; the service worker has them ready, so that they are there without a network too. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NoNetwork } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { FRAME } from "../texts/shell.ts";

interface Rooms {
  readonly people: typeof import("../screens/people-room.ts");
  readonly help: typeof import("../screens/HelpScreen.tsx");
}

const FETCH: { readonly [R in keyof Rooms]: () => Promise<Rooms[R]> } = {
  people: () => import("../screens/people-room.ts"),
  help: () => import("../screens/HelpScreen.tsx"),
};
const here: { [R in keyof Rooms]?: Rooms[R] } = {};

interface LaterProps<R extends keyof Rooms> {
  readonly room: R;
  /** What is shown of it. */
  readonly show: (room: Rooms[R]) => JSX.Element;
}

export function Later<R extends keyof Rooms>(props: LaterProps<R>) {
  return <Fetched key={props.room} {...props} />;
}

function Fetched<R extends keyof Rooms>({ room, show }: LaterProps<R>) {
  const t = useTexts(FRAME);
  const [is, setIs] = useState<Rooms[R] | undefined>(here[room] as Rooms[R] | undefined);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (is) return;
    let isHere = true;
    FETCH[room]().then(
      (fetched) => {
        (here as Record<R, Rooms[R]>)[room] = fetched;
        if (isHere) setIs(fetched);
      },
      // Of a file that does not come there is one reason.
      () => isHere && setError(new NoNetwork()),
    );
    return () => {
      isHere = false;
    };
  }, [room]);
  if (is) return <>{show(is)}</>;
  return error === undefined ? <Working text={t.loading} /> : <Failure error={error} />;
}
