/** A list on its way: a file is chosen, checked, its columns chosen, kept. */
import { useEffect, useState } from "preact/hooks";
import type { ListBrought, ListChecked, ListMarked } from "../../../contract/lists.ts";
import type { ColumnUse, RosterField } from "../../../contract/roster-files.ts";
import { LONG_PATIENCE_MS } from "../../shared/api.ts";
import { saveFile } from "../../shared/save-file.ts";
import { useWork } from "../../shared/use-work.ts";
import { useQuanly } from "../services/quanly-context.ts";

type Mode = "all" | "rows";
/** Which column, from 0, is read as what. */
type Choice = Readonly<Partial<Record<RosterField, number>>>;

const NOT_FIELDS: readonly ColumnUse[] = ["id-numbers", "marks", "unused"];

/** What the columns are read as, with one of them changed. */
function choiceWith(checked: ListChecked, index: number, use: ColumnUse): Choice {
  const uses = checked.columns.filter((column) => column.index !== index && column.use !== use);
  const all = [...uses, { index, use }].filter((column) => !NOT_FIELDS.includes(column.use));
  return Object.fromEntries(all.map((column) => [column.use, column.index]));
}

export function useListFile(place: string, changed: () => void) {
  const { api } = useQuanly();
  const work = useWork();
  const [file, setFile] = useState<Uint8Array<ArrayBuffer>>();
  const [choice, setChoice] = useState<Choice>({});
  const [putsBack, setPutsBack] = useState(false);
  const [mode, setMode] = useState<Mode>("all");
  const [checked, setChecked] = useState<ListChecked>();
  const [brought, setBrought] = useState<ListBrought>();
  /** A list of thousands over a slow line takes its time. */
  const send = <T>(path: string, more?: Readonly<Record<string, string>>) =>
    api.send<T>("POST", `${path}?${query(more)}`, file!, { patienceMs: LONG_PATIENCE_MS });
  const query = (more: Readonly<Record<string, string>> = {}) => {
    const columns = Object.entries(choice).map(([field, index]) => `${field}:${index}`);
    return new URLSearchParams({
      place,
      ...(columns.length > 0 ? { columns: columns.join(",") } : {}),
      ...(putsBack ? { zero: "put-back" } : {}),
      ...more,
    });
  };
  useEffect(() => {
    if (!file) return;
    work.run(async () => setChecked(await send<ListChecked>("/api/lists/check")));
  }, [file, choice, putsBack, place]);
  return {
    work,
    file,
    checked,
    brought,
    mode,
    putsBack,
    setMode,
    setPutsBack,
    choose: (index: number, use: ColumnUse) => checked && setChoice(choiceWith(checked, index, use)),
    async take(chosen: File) {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      setChecked(undefined);
      setBrought(undefined);
      setChoice({});
      setMode("all");
      setFile(bytes);
    },
    marked: () =>
      work.run(async () => {
        const { name, type, content } = await send<ListMarked>("/api/lists/marked");
        saveFile(
          name,
          type,
          Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0)),
        );
      }),
    bring: () =>
      work.run(async () => {
        setBrought(await send<ListBrought>("/api/lists", { mode }));
        setFile(undefined);
        setChecked(undefined);
        changed();
      }),
  };
}

export type ListFile = ReturnType<typeof useListFile>;
