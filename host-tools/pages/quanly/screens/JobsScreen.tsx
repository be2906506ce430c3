/** What there is to do for whoever has signed in: by the access table, and not by a list of its own. */
import { Heading } from "../../shared/components/Heading.tsx";
import { Icon, type IconName } from "../../shared/components/Icon.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { mayDo, roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";
import { NoticesNow } from "./NoticesNow.tsx";

type Tile =
  | "units"
  | "organisations"
  | "accounts"
  | "computers"
  | "audit"
  | "lists"
  | "notices"
  | "coverage"
  | "gates"
  | "fire"
  | "word"
  | "access";

interface Job {
  readonly name: Tile;
  readonly icon: IconName;
  readonly to: string;
  /** Whoever may do this has use for it. */
  readonly action: string;
}

const JOBS: readonly Job[] = [
  { name: "accounts", icon: "wearer", to: "#/accounts", action: "staff.read" },
  { name: "computers", icon: "settings", to: "#/computers", action: "computer.read" },
  { name: "units", icon: "visit", to: "#/units", action: "unit.change" },
  { name: "organisations", icon: "network", to: "#/organisations", action: "organisation.change" },
  { name: "lists", icon: "roster", to: "#/lists", action: "list.bring" },
  { name: "notices", icon: "sync", to: "#/notices", action: "notice.read" },
  { name: "coverage", icon: "info", to: "#/coverage", action: "uptake.read" },
  { name: "gates", icon: "give", to: "#/gates", action: "gate.counts" },
  { name: "fire", icon: "attention", to: "#/fire", action: "fire.open" },
  // It asks the server for nothing: whoever looks after a place has use for it.
  { name: "word", icon: "training", to: "#/word", action: "uptake.read" },
  { name: "audit", icon: "done", to: "#/audit", action: "audit.verify" },
  { name: "access", icon: "help", to: "#/access", action: "access.read" },
];

export function JobsScreen() {
  const t = useTexts(HOME);
  const language = useLanguage();
  const { account, access } = useQuanly();
  const may = (action: string) => mayDo(access, account.role, action);
  return (
    <div class="stack">
      <Heading>{t.welcome(account.name)}</Heading>
      <p>
        {roleLineOf(access, account.role)[language]}. {t.lead}
      </p>
      {may("notice.read") && <NoticesNow />}
      <div class="tiles">
        {JOBS.filter(({ action }) => may(action)).map(({ name, icon, to }) => (
          <a key={name} class="tile" href={to}>
            <Icon name={icon} size={32} />
            <span>
              <strong>{t[name]}</strong>
              {t[`${name}Lead`]}
            </span>
          </a>
        ))}
      </div>
    </div>
  );
}
