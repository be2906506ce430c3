/** What stands in the pages' HTML before any script has come: the pages' own first screens, as text. */
import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { GatePage } from "../cong/GatePage.tsx";
import { DenPage } from "../den/DenPage.tsx";
import { DeskStart } from "../desk/Start.tsx";
import { QuanlyStart } from "../quanly/Start.tsx";
import { Api } from "../shared/api.ts";
import { SessionKeeper, type SessionState } from "../shared/sign-in/session.ts";
import { StationStart } from "../station/Start.tsx";
import { WhichPage } from "./WhichPage.tsx";

type Stage = SessionState["stage"];

interface Frame {
  /** The file that holds it, below the folder of the pages, and the built page it is made from. */
  readonly file: string;
  readonly from: string;
  /** Which the script begins with. */
  readonly stage?: Stage;
  readonly html: string;
}

function frame(file: string, from: string, screen: ComponentChild, stage?: Stage): Frame {
  const html = renderToString(screen as never);
  return stage === undefined ? { file, from, html } : { file, from, html, stage };
}

const keeperAt = (stage: Stage) => new SessionKeeper(new Api(), stage);

/** For whom is to be asked for at the server, and beside it for whom nobody is signed in. */
function starts(page: string, start: (keeper: SessionKeeper) => ComponentChild): Frame[] {
  const from = `${page}/index.html`;
  return [
    frame(`${page}/sign-in.html`, from, start(keeperAt("signed-out")), "signed-out"),
    frame(from, from, start(keeperAt("loading")), "loading"),
  ];
}

/** A page's own file comes last, since the others are made from it. */
export function printFrames(): Frame[] {
  return [
    starts("station", (keeper) => <StationStart keeper={keeper} />),
    starts("desk", (keeper) => <DeskStart keeper={keeper} />),
    starts("quanly", (keeper) => <QuanlyStart keeper={keeper} />),
    [frame("cong/index.html", "cong/index.html", <GatePage />)],
    [frame("den/index.html", "den/index.html", <DenPage />)],
    [
      frame("not-found.html", "index.html", <WhichPage isMissing />),
      frame("index.html", "index.html", <WhichPage />),
    ],
  ].flat();
}
