/** F0 in the middle, F1 around, and the F2 of those F1 that somebody asked for. The list beside it says the same, with minutes and phones. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ContactsOfContact, RadioContact } from "../../../contract/contacts.ts";
import type { Coverage } from "../../../contract/coverage.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { Pager } from "../controls/Pager.tsx";
import { useDesk } from "../services/desk-context.ts";
import { writeLeaving } from "../services/leaving.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { usePaged } from "../services/paged.ts";
import { DESK } from "../texts/desk.ts";
import { PICTURES } from "../texts/pictures.ts";
import type { DeskReason } from "../texts/words.ts";
import { CasePicture } from "./CasePicture.tsx";
import { First } from "./First.tsx";
import { labelsOf } from "./labels.ts";
import { byPlaces, byRings } from "./layout.ts";
import { PictureTools } from "./PictureTools.tsx";
import { savePicture } from "./picture-file.tsx";
import { bubblesOf, type PlaceKind } from "./second.ts";
import { around, WHOLE } from "./sight.ts";

/** Height of letters on the screen, px, and what stays free around everything, in units of the picture. */
const LETTERS = 14;
const MARGIN = 40;

interface GraphProps {
  readonly of: CaseView;
  /** Those who meet the definition. */
  readonly contacts: readonly NumberedContact[];
  /** Those who are wanted, in their order; others may be among them. */
  readonly wanted: readonly NumberedContact[];
  readonly isSearched: boolean;
  readonly reason: DeskReason;
}

export function Graph({ of, contacts, wanted: shown, isSearched, reason }: GraphProps) {
  const t = useTexts(PICTURES);
  const d = useTexts(DESK);
  const { api } = useDesk();
  const { second, covered, work, ask } = useSecond(of, contacts, reason);
  const [by, setBy] = useState<PlaceKind>("rings");
  const [sight, look] = useState(WHOLE);
  const bubbles = useMemo(() => bubblesOf(contacts, second, by), [contacts, second, by]);
  const layout = useMemo(() => (by === "rings" ? byRings(bubbles) : byPlaces(bubbles)), [bubbles, by]);
  const wanted = useMemo(() => shown.filter(({ isContact }) => isContact), [shown]);
  const found = useMemo(
    () => (isSearched ? new Set(wanted.map(({ key }) => key)) : undefined),
    [wanted, isSearched],
  );
  const group = (next: PlaceKind) => {
    setBy(next);
    look(WHOLE);
  };
  const paged = usePaged(wanted);
  const edge = 1.08 * layout.reach + MARGIN;
  const placeName = (place: string | undefined, count: number) => t.place(place ?? t.noPlace, count);
  const seen = layout.bubbles.filter(({ key }) => found?.has(key));
  return (
    <div class="stack tight-stack">
      <p class="small soft">
        {t.graphLead} {t.f2Lead}
      </p>
      <Failure error={work.error} />
      {work.isBusy && <Working text={d.loading} />}
      <div class="row filters no-print">
        <Choice label={t.groupBy} name="group-by" value={by} onValue={group} options={optionsOf(t.groups)} />
        <PictureTools sight={sight} edge={edge} look={look} />
        {seen.length > 0 && (
          <button type="button" class="button" onClick={() => look(around(seen, edge))}>
            {t.toFound(seen.length)}
          </button>
        )}
      </div>
      <div class="graph">
        <Frame layout={layout} sight={sight} edge={edge} found={found} placeName={placeName} />
        <div class="stack tight-stack">
          <Pager of={paged} />
          <ul class="list" aria-label="F1">
            {paged.rows.map((contact) => (
              <First
                key={contact.key}
                contact={contact}
                found={second.get(contact.key)}
                coverage={covered.get(contact.key)}
                bubbles={bubbles}
                isBusy={work.isBusy}
                ask={() => ask(contact.key)}
              />
            ))}
          </ul>
        </div>
      </div>
      <Save
        save={async (hasNames) => {
          await writeLeaving(api, of.id, hasNames ? "picture-with-names" : "picture", reason);
          savePicture({ layout, reference: of.reference, name: t.graph, hasNames, placeName });
        }}
      />
    </div>
  );
}

/** The picture as a file; with names only for whoever says so. */
function Save({ save }: { readonly save: (hasNames: boolean) => Promise<void> }) {
  const t = useTexts(PICTURES);
  const work = useWork();
  const [hasNames, setNames] = useState(false);
  return (
    <div class="row no-print">
      <button
        type="button"
        class="button"
        disabled={work.isBusy}
        onClick={() => work.run(() => save(hasNames))}
      >
        {t.save}
      </button>
      <label class="choice">
        <input type="checkbox" name="picture-names" checked={hasNames} onChange={() => setNames(!hasNames)} />
        {t.withNames}
      </label>
      <Failure error={work.error} />
    </div>
  );
}

/** F2 by the F1 that they were asked of. */
function useSecond(of: CaseView, contacts: readonly NumberedContact[], reason: DeskReason) {
  const { api } = useDesk();
  const work = useWork();
  const [second, setSecond] = useState<ReadonlyMap<string, readonly RadioContact[]>>(new Map());
  const [covered, setCovered] = useState<ReadonlyMap<string, Coverage>>(new Map());
  const ask = (key: string) =>
    work.run(async () => {
      const path = `/api/cases/${of.id}/contacts/${encodeURIComponent(key)}/contacts?reason=${reason}`;
      const { contacts: found, coverage } = await api.get<ContactsOfContact>(path);
      // F1 are known already.
      const known = new Set(contacts.map((one) => one.key));
      const fresh = found.filter((one) => !known.has(one.key));
      setCovered((before) => new Map(before).set(key, coverage));
      setSecond((before) => new Map(before).set(key, fresh));
    });
  return { second, covered, work, ask };
}

interface FrameProps {
  readonly layout: ReturnType<typeof byRings>;
  readonly sight: typeof WHOLE;
  readonly edge: number;
  readonly found: ReadonlySet<string> | undefined;
  readonly placeName: (place: string | undefined, count: number) => string;
}

/** What is seen of the picture, with words as large as on the rest of the page however near somebody is. */
function Frame({ layout, sight: { zoom, x, y }, edge, found, placeName }: FrameProps) {
  const t = useTexts(PICTURES);
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => setWidth(frame.current?.clientWidth || 800), []);
  const half = edge / zoom;
  const size = (LETTERS * 2 * half) / width;
  const labels = useMemo(
    () => labelsOf(layout, { size, hasNames: true, found, placeName }),
    [layout, size, found, t],
  );
  return (
    <div class="picture-frame" ref={frame}>
      <CasePicture
        layout={layout}
        labels={labels}
        viewBox={`${x - half} ${y - half} ${2 * half} ${2 * half}`}
        name={t.graph}
        found={found}
      />
    </div>
  );
}
