/** Whose case it is: a person, a token or a phone. */
import { useState } from "preact/hooks";
import type { NewCase } from "../../../contract/cases.ts";
import { readLabel } from "../../../contract/label.ts";
import type { FoundPersons, Person } from "../../../contract/persons.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { MoreFound } from "../../shared/components/MoreFound.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";
import { TokenChoice } from "./TokenChoice.tsx";

type Kind = NewCase["subject"]["kind"];
const KINDS: readonly Kind[] = ["person", "token", "phone"];

interface Typed {
  readonly kind: Kind;
  readonly person?: Person;
  /** As printed on the token, with its check digit. */
  readonly label: string;
}

export const NOBODY: Typed = { kind: "person", label: "" };

/** Undefined until enough is given. `place` is where who opens the case works. */
export function subjectOf({ kind, person, label }: Typed, place: string): NewCase["subject"] | undefined {
  if (kind === "person") return person && { kind, person: person.id };
  if (kind === "phone") return { kind, place };
  const read = readLabel(label);
  return read.kind === "serial" ? { kind, serial: read.serial, place } : undefined;
}

interface SubjectProps {
  readonly typed: Typed;
  /** Somebody wanted to go on without it. */
  readonly isLacking: boolean;
  readonly change: (typed: Typed) => void;
}

export function SubjectChoice({ typed, isLacking, change }: SubjectProps) {
  const t = useTexts(DESK);
  const { kind } = typed;
  const names: Readonly<Record<Kind, string>> = { person: t.aPerson, token: t.aToken, phone: t.aPhone };
  return (
    <fieldset>
      <legend>{t.who}</legend>
      {KINDS.map((one) => (
        <label class="choice" key={one}>
          <input
            type="radio"
            name="kind"
            value={one}
            checked={kind === one}
            onChange={() => change({ ...typed, kind: one })}
          />
          {names[one]}
        </label>
      ))}
      {kind === "person" && (
        <PersonChoice person={typed.person} choose={(person) => change({ ...typed, person })} />
      )}
      {kind === "token" && (
        <TokenChoice label={typed.label} change={(label) => change({ ...typed, label })} />
      )}
      {isLacking && (
        <p class="wrong" role="alert" data-testid="lacks-subject">
          {kind === "person" ? t.lackPerson : t.lackLabel}
        </p>
      )}
      {kind === "phone" && <p class="soft">{t.phoneLead}</p>}
    </fieldset>
  );
}

interface Found {
  /** What they were found by. */
  readonly text: string;
  readonly persons: readonly Person[];
  readonly total: number;
}

function usePersonSearch(text: string) {
  const { api } = useDesk();
  const [found, setFound] = useState<Found>();
  const work = useWork();
  /** Anew, or what follows those that were found before. */
  const search = (before?: Found) =>
    work.run(async () => {
      const wanted = before?.text ?? text;
      const known = before?.persons ?? [];
      const query = new URLSearchParams({ limit: "20", text: wanted, skip: String(known.length) });
      const { persons, total } = await api.get<FoundPersons>(`/api/persons?${query}`);
      setFound({ text: wanted, persons: [...known, ...persons], total });
    });
  return { found, work, search };
}

function PersonChoice({
  person,
  choose,
}: {
  readonly person: Person | undefined;
  readonly choose: (person: Person) => void;
}) {
  const t = useTexts(DESK);
  const [text, setText] = useState("");
  const { found, work, search } = usePersonSearch(text);
  return (
    <div class="stack">
      <Field
        label={t.search}
        hint={t.searchHint}
        value={text}
        onValue={setText}
        kind="search"
        input={{
          name: "person-search",
          autocomplete: "off",
          onKeyDown: ((event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            search();
          }) as never,
        }}
      >
        <button type="button" class="button" disabled={work.isBusy} onClick={() => search()}>
          {t.find}
        </button>
      </Field>
      <Failure error={work.error} />
      {found?.total === 0 && <p>{t.nobody}</p>}
      {found && (
        <MoreFound
          shown={found.persons.length}
          total={found.total}
          isBusy={work.isBusy}
          more={() => search(found)}
        >
          {found.persons.map((one) => (
            <label class="choice" key={one.id}>
              <input
                type="radio"
                name="person"
                value={one.id}
                checked={person?.id === one.id}
                onChange={() => choose(one)}
              />
              <span>
                {one.name}, {t.born} {one.birth.slice(0, 4)}
                {[one.group, one.hamlet].filter(Boolean).map((more) => ` · ${more}`)}
              </span>
            </label>
          ))}
        </MoreFound>
      )}
    </div>
  );
}
