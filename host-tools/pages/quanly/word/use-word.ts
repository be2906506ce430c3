/** A kit on its way: what is typed, what is wrong with it, and the archives that come of it. All of it is done in this page. */
import { useEffect, useState } from "preact/hooks";
import { zipOf } from "../../../word/kit/kit.ts";
import type { Tools } from "../../../word/kit/kit-of.ts";
import { saveFile } from "../../shared/save-file.ts";
import { useWork } from "../../shared/use-work.ts";
import { fetchTools } from "./canvases.ts";
import { keepWordPage } from "./kept-page.ts";
import { type KitProgress, type KitTold, type MadeZip, makeKit } from "./make-kit.ts";
import { type Draft, EMPTY, keepDraft, keptDraft, shownAt } from "./word-form.ts";

const NOTHING: KitTold = { problems: [], made: [] };

/** `unitName`: whoever has typed nothing yet finds the name of their own place. */
export function useWord(unitName: string | undefined) {
  const { tools, isKept, fetching, fetchAll } = useTools();
  const [draft, setDraft] = useState<Draft>(() => keptDraft() ?? EMPTY);
  const [logo, setLogo] = useState<Uint8Array>();
  const [told, setTold] = useState(NOTHING);
  const [progress, setProgress] = useState<KitProgress>({ done: 0, of: 0 });
  const work = useWork();
  const named = (one: Draft): Draft =>
    unitName === undefined ? one : { ...one, typed: { name: unitName, ...one.typed } };
  useEffect(() => setDraft(named), [unitName]);

  function set(changed: Partial<Draft>) {
    const next = { ...draft, ...changed };
    setDraft(next);
    keepDraft(next);
    setTold(({ problems }) => ({ problems, made: [] }));
  }
  return {
    draft,
    set,
    type: (name: string, value: string) => set({ typed: { ...draft.typed, [name]: value } }),
    startAgain() {
      keepDraft(undefined);
      setDraft(named(EMPTY));
      setLogo(undefined);
      setTold(NOTHING);
    },
    logo,
    setLogo(bytes: Uint8Array | undefined) {
      setLogo(bytes);
      set({});
    },
    isReady: tools !== undefined,
    /** Also for whoever opens this page anew. */
    isKept,
    fetching,
    fetchAll,
    told,
    wrongAt: (field: string) => told.problems.find((one) => shownAt(one.field) === field)?.fault,
    work,
    progress,
    make: () =>
      work.run(async () => {
        setTold(NOTHING);
        if (tools) setTold(await makeKit(draft, logo, tools, setProgress));
      }),
    save: ({ id, zip }: MadeZip) => saveZip(`bluezone-${id}`, zip),
    saveAll() {
      const all = told.made.map(({ id, zip }) => ({ name: `bluezone-${id}.zip`, bytes: zip }));
      saveZip("bluezone-truyen-thong", zipOf(all));
    },
  };
}

export type WordWork = ReturnType<typeof useWord>;

/** What kits are made with, fetched as the screen opens. */
function useTools() {
  const [tools, setTools] = useState<Tools>();
  const [isKept, setKept] = useState(false);
  const fetching = useWork();
  const fetchAll = () => fetching.run(async () => setTools(await fetchTools()));
  useEffect(() => {
    fetchAll();
    void keepWordPage().then(setKept);
  }, []);
  return { tools, isKept, fetching, fetchAll };
}

function saveZip(name: string, zip: Uint8Array): void {
  saveFile(`${name}.zip`, "application/zip", zip.slice());
}
