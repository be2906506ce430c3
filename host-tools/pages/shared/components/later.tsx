/** Screens that are fetched when they are wanted, so that a slow line shows the first ones sooner. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NoNetwork } from "../api.ts";
import { type Both, useTexts } from "../language.ts";
import { Failure } from "./Failure.tsx";
import { Working } from "./Working.tsx";

const VI = { opening: "Đang mở…", reload: "Tải lại trang" };
const TEXTS: Both<typeof VI> = { vi: VI, en: { opening: "Opening…", reload: "Reload page" } };

/** The component that `fetch` brings; until it is there its place says so. Once fetched it is there at once. */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let fetched: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const t = useTexts(TEXTS);
    const [, again] = useState(0);
    const [error, setError] = useState<unknown>();
    useEffect(() => {
      if (fetched) return;
      let isHere = true;
      fetch().then(
        (component) => {
          fetched = component;
          if (isHere) again((count) => count + 1);
        },
        // Of a file that does not come there is one reason.
        () => isHere && setError(new NoNetwork()),
      );
      return () => {
        isHere = false;
      };
    }, []);
    if (fetched) {
      const Screen = fetched;
      return <Screen {...props} />;
    }
    if (error === undefined) return <Working text={t.opening} />;
    // Also where a newer release stands in the place of the page that is open: its files are gone.
    return (
      <div class="stack">
        <Failure error={error} />
        <button type="button" class="button primary" data-testid="reload" onClick={() => location.reload()}>
          {t.reload}
        </button>
      </div>
    );
  };
}
