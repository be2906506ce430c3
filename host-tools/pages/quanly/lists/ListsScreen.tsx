/** Lists of people to come: a file is checked and kept, rows are decided, a list is undone. */
import { useState } from "preact/hooks";
import type { Organisation } from "../../../contract/units.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { mayDo, useAsked, useQuanly } from "../services/quanly-context.ts";
import { LISTS } from "../texts/lists.ts";
import { Brought } from "./Brought.tsx";
import { CheckedFile } from "./CheckedFile.tsx";
import { KeptLists } from "./KeptLists.tsx";
import { useListFile } from "./use-list-file.ts";
import { WaitingRows } from "./WaitingRows.tsx";

export function ListsScreen() {
  const t = useTexts(LISTS);
  const { account, access } = useQuanly();
  const { value, error } = useAsked<{ organisations: readonly Organisation[] }>("/api/organisations");
  const [times, setTimes] = useState(0);
  if (!value) return error === undefined ? <Working text={t.checking} /> : <Failure error={error} />;
  const changed = () => setTimes((n) => n + 1);
  return (
    <div class="stack">
      <Back />
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <p>{t.noIds}</p>
      <OneFile organisations={value.organisations} changed={changed} />
      {mayDo(access, account.role, "list.decide") && (
        <WaitingRows key={`waiting ${times}`} changed={changed} />
      )}
      <KeptLists times={times} changed={changed} />
    </div>
  );
}

interface OneFileProps {
  readonly organisations: readonly Organisation[];
  readonly changed: () => void;
}

function OneFile({ organisations, changed }: OneFileProps) {
  const t = useTexts(LISTS);
  const { account } = useQuanly();
  const ofUnit = organisations.every(({ id }) => id !== account.place);
  const options = [
    ...(ofUnit ? [[account.place, t.ownUnit] as const] : []),
    ...organisations.map(({ id, name }) => [id, name] as const),
  ];
  const [place, setPlace] = useState(account.place);
  const list = useListFile(place, changed);
  return (
    <section class="stack" aria-label={t.file}>
      {options.length > 1 && (
        <Choose label={t.place} name="place" value={place} onValue={setPlace} options={options} />
      )}
      <label class="field">
        {t.file}
        <input
          type="file"
          name="list"
          accept=".xlsx,.csv,.txt,text/csv"
          disabled={list.work.isBusy}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) void list.take(file);
            currentTarget.value = "";
          }}
        />
      </label>
      <label class="choice">
        <input
          type="checkbox"
          name="zero"
          checked={list.putsBack}
          onChange={() => list.setPutsBack(!list.putsBack)}
        />
        {t.zero}
      </label>
      <Failure error={list.work.error} />
      {list.work.isBusy && <Working text={t.checking} />}
      {list.checked && <CheckedFile list={list} checked={list.checked} />}
      {list.brought && <Brought brought={list.brought} />}
    </section>
  );
}
