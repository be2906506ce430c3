/** Enrolled computers: a code for one more, and one press for one that is lost. */
import { useRef, useState } from "preact/hooks";
import type { ComputerList, GivenCode } from "../../../contract/computers.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import { type KnownPlaces, usePlaces } from "../services/places.ts";
import { mayDo, useAsked, useQuanly } from "../services/quanly-context.ts";
import { COMPUTERS } from "../texts/computers.ts";
import { HOME } from "../texts/home.ts";

export function ComputersScreen() {
  const h = useTexts(HOME);
  const t = useTexts(COMPUTERS);
  const { api, access, account } = useQuanly();
  const { value, error, again } = useAsked<ComputerList>("/api/computers");
  const { places } = usePlaces();
  const [kept, setKept] = useState<ComputerList>();
  if (value && value !== kept) setKept(value);
  const [gone, setGone] = useState<string>();
  const work = useWork();
  const mayChange = mayDo(access, account.role, "computer.change");
  const takeOut = (id: string, name: string) =>
    work.run(async () => {
      await api.send("DELETE", `/api/computers/${id}`);
      setGone(name);
      again();
    });
  return (
    <div class="stack">
      <Back />
      <Heading>{h.computers}</Heading>
      <p>{t.lead}</p>
      {mayChange && places && <NewCode places={places} given={again} />}
      <NotLoaded error={error} again={again} />
      <Failure error={work.error} />
      <p role="status">{gone === undefined ? "" : t.gone(gone)}</p>
      {mayChange && <p class="soft">{t.takeLost}</p>}
      {kept?.computers.length === 0 && <p>{t.none}</p>}
      {kept && kept.computers.length > 0 && (
        <ul class="list">
          {kept.computers.map(({ id, name, place, codeUntil, enrolledAt, enrolledBy }) => (
            <li key={id} data-testid="computer">
              <span class="grow">
                <strong>{name}</strong>, {places?.nameOf(place) ?? ""}
                <br />
                <span class="soft">
                  {enrolledAt !== undefined
                    ? t.enrolled(enrolledBy ?? "", whenText(enrolledAt))
                    : codeUntil === undefined
                      ? t.over
                      : t.waits(whenText(codeUntil))}
                </span>
              </span>
              {mayChange && (
                <button
                  type="button"
                  class="button danger"
                  disabled={work.isBusy}
                  aria-label={`${t.take}: ${name}`}
                  onClick={() => takeOut(id, name)}
                >
                  {t.take}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function NewCode({ places, given }: { readonly places: KnownPlaces; readonly given: () => void }) {
  const t = useTexts(COMPUTERS);
  const { api, account } = useQuanly();
  const [name, setName] = useState("");
  const [place, setPlace] = useState(account.place);
  const [isTried, setTried] = useState(false);
  const [told, setTold] = useState<{ readonly name: string; readonly code: string }>();
  const form = useRef<HTMLFormElement>(null);
  const work = useWork();
  const give = () =>
    work.run(async () => {
      const { code } = await api.send<GivenCode>("POST", "/api/computers", { name, place });
      setTold({ name, code });
      setName("");
      setTried(false);
      given();
    });
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() !== "" && place !== "") give();
        else form.current?.querySelector<HTMLInputElement>("[name=name]")?.focus();
      }}
    >
      <Field
        label={t.name}
        value={name}
        onValue={setName}
        hint={t.nameHint}
        wrong={isTried && name.trim() === "" ? t.nameMissing : undefined}
        input={{ name: "name", autocomplete: "off" }}
      />
      <PlacePicker
        label={t.place}
        name="place"
        among={places.lastingIn(account.place)}
        chosen={place}
        choose={setPlace}
      />
      <Failure error={work.error} />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.give}
      </button>
      {told && (
        <Notice tone="green" live>
          <p>{t.codeIs(told.name)}</p>
          <p class="result">
            <code data-testid="code">{told.code}</code>
          </p>
          <p>{t.codeOnce}</p>
        </Notice>
      )}
    </form>
  );
}
