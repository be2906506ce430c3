import { Heading } from "../../shared/components/Heading.tsx";
import { Icon, type IconName } from "../../shared/components/Icon.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { ClockWarning } from "../notices/ClockWarning.tsx";
import { NewerPage } from "../notices/NewerPage.tsx";
import { NoBluetooth } from "../notices/NoBluetooth.tsx";
import { ToSync } from "../notices/ToSync.tsx";
import { useStation } from "../services/station-context.ts";
import { FRAME } from "../texts/shell.ts";
import { SYNC } from "../texts/sync.ts";

type Words = (typeof FRAME)["vi"];
type Line = { [K in keyof Words]: Words[K] extends string ? K : never }[keyof Words];

const TILES: readonly (readonly [path: string, icon: IconName, title: Line, lead: Line])[] = [
  ["hand-out", "give", "handOut", "handOutLead"],
  ["counter", "roster", "counter", "counterLead"],
  ["give-back", "back", "giveBack", "giveBackLead"],
  ["stock", "settings", "stock", "stockLead"],
  ["wearers", "wearer", "wearers", "wearersLead"],
  ["queue", "queue", "queue", "queueLead"],
  ["roster", "roster", "roster", "rosterLead"],
  ["visit", "visit", "visit", "visitLead"],
  ["coming", "give", "coming", "comingLead"],
  ["questions", "help", "questions", "questionsLead"],
  ["uptake", "info", "uptake", "uptakeLead"],
  ["waiting", "waiting", "waiting", "waitingLead"],
  ["help", "help", "help", "helpLead"],
];

export function Home() {
  const t = useTexts(FRAME);
  const s = useTexts(SYNC);
  const { account, station, ticks, enterTraining, signOut } = useStation();
  const calls = useStore(ticks.calls);
  return (
    <div class="stack">
      <Heading>{account ? t.hello(account.name) : t.helloTraining}</Heading>
      <ClockWarning />
      <NoBluetooth />
      <NewerPage />
      <ToSync />
      <a class="button primary huge" href="#/sync">
        <Icon name="sync" size={40} />
        {t.sync}
      </a>
      {calls.length > 0 && (
        <a class="button huge attention" href="#/called" data-testid="to-be-seen">
          {s.toBeSeen}: {calls.length}
        </a>
      )}
      <nav class="tiles" aria-label={t.home}>
        {TILES.filter(
          ([path]) => !station.isTraining || !["coming", "questions", "uptake", "stock"].includes(path),
        ).map(([path, icon, title, lead]) => (
          <a class="tile" href={`#/${path}`} key={path}>
            <Icon name={icon} size={36} />
            <span>
              <strong>{t[title]}</strong>
              <span class="small soft">{t[lead]}</span>
            </span>
          </a>
        ))}
        {!station.isTraining && (
          <button type="button" class="tile" onClick={enterTraining}>
            <Icon name="training" size={36} />
            <span>
              <strong>{t.trainingTile}</strong>
              <span class="small soft">{t.trainingLead}</span>
            </span>
          </button>
        )}
      </nav>
      {!station.isTraining && (
        <button type="button" class="button quiet" onClick={signOut}>
          {t.signOut}
        </button>
      )}
    </div>
  );
}
