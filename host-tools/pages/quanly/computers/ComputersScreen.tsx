/** Enrolled computers: a code for one more, and one press for one that is lost. */
import { useState } from "preact/hooks";
import type { ComputerList } from "../../../contract/computers.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { usePlaces } from "../services/places.ts";
import { mayDo, useAsked, useQuanly } from "../services/quanly-context.ts";
import { COMPUTERS } from "../texts/computers.ts";
import { HOME } from "../texts/home.ts";
import { NewCode } from "./NewCode.tsx";

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
          {kept.computers.map(({ id, name, place, shiftHours, codeUntil, enrolledAt, enrolledBy }) => (
            <li key={id} data-testid="computer">
              <span class="grow">
                <strong>{name}</strong>, {places?.nameOf(place) ?? ""}
                <br />
                <span class="soft">
                  {shiftHours !== undefined && `${t.gateOf(shiftHours)}; `}
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
