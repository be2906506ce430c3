import { Notice } from "../../../web/ui/components/Notice.tsx";
import { useTexts } from "../../../web/ui/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { ListView } from "../types.ts";

const MOST = 10;

/** What is otherwise than on the list before; nothing where there was none. */
export function Changes({ view: { before, changes, contacts } }: { readonly view: ListView }) {
  const t = useTexts(CONTACTS);
  const { added, removed, changed } = changes;
  if (!before || added.length + removed.length + changed.length === 0) return null;
  const nameOf = (key: string) => contacts.find((contact) => contact.key === key)?.label ?? key;
  return (
    <div data-testid="changes">
      <Notice tone="amber" title={t.changed}>
        {added.length > 0 && <p>{t.added(added.slice(0, MOST).map(nameOf).join(", "))}</p>}
        {removed.length > 0 && <p>{t.removed(removed.length)}</p>}
        {changed.slice(0, MOST).map(({ key, before, after }) => (
          <p key={key}>{t.longer(nameOf(key), before.minutes, after.minutes)}</p>
        ))}
      </Notice>
    </div>
  );
}
