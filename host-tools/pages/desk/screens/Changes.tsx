import type { ListEntry, ListView } from "../../../contract/contacts.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { Choice } from "../controls/Choice.tsx";
import { CONTACTS, type ContactTexts } from "../texts/contacts.ts";

const MOST = 10;

interface ChangesProps {
  readonly view: ListView;
  /** Has the changes told from another list. */
  readonly choose: (since: number) => void;
}

/** What is otherwise than on an earlier list, and why; nothing where there was none. */
export function Changes({ view, choose }: ChangesProps) {
  const t = useTexts(CONTACTS);
  const { list, lists, before, changes, contacts, dropped } = view;
  if (!before) return null;
  const nameOf = (key: string) =>
    [...contacts, ...dropped].find((contact) => contact.key === key)?.label ?? key;
  const { added, removed } = changes;
  const told = changes.changed.filter(({ before, after }) => isTold(before, after));
  const isBySettings = [
    "rule",
    "ruleVersion",
    "from",
    "to",
  ] as const satisfies readonly (keyof typeof before)[];
  const title = isBySettings.some((name) => before[name] !== list[name]) ? t.changedBySettings : t.changed;
  const isSame = added.length + removed.length + told.length === 0;
  return (
    <div data-testid="changes" class="stack">
      {!isSame && (
        <Notice tone="amber" title={title}>
          {added.length > 0 && <p>{t.added(added.length, named(added, nameOf))}</p>}
          {removed.length > 0 && <p>{t.removed(removed.length, named(removed, nameOf))}</p>}
          {told.slice(0, MOST).map(({ key, before, after }) => (
            <p key={key}>{changeText(t, nameOf(key), before, after)}</p>
          ))}
          {told.length > MOST && <p>{t.more(told.length - MOST)}</p>}
        </Notice>
      )}
      {(lists.length > 2 || !isSame) && (
        <div class="no-print since">
          <Choice
            label={isSame ? t.sameSince : t.since}
            name="since"
            value={String(before.number)}
            onValue={(number) => choose(Number(number))}
            options={lists
              .filter(({ number }) => number !== list.number)
              .map(({ number, madeAt }) => [String(number), t.listAt(number, whenText(madeAt))])}
          />
        </div>
      )}
    </div>
  );
}

function isTold(before: ListEntry, after: ListEntry): boolean {
  return (
    before.minutes !== after.minutes ||
    before.closeMinutes !== after.closeMinutes ||
    before.isContact !== after.isContact
  );
}

function named(keys: readonly string[], nameOf: (key: string) => string): string {
  return `${keys.slice(0, MOST).map(nameOf).join(", ")}${keys.length > MOST ? ", …" : ""}`;
}

function changeText(t: ContactTexts, name: string, before: ListEntry, after: ListEntry): string {
  const length = t.longer(name, [before.closeMinutes, after.closeMinutes], [before.minutes, after.minutes]);
  if (before.isContact === after.isContact) return length;
  return `${length} ${after.isContact ? t.nowClose : t.notClose}`;
}
