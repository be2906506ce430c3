/** A token by the number on its label, and who wears it: a case against the wrong person is told before it is opened. */
import { useEffect, useState } from "preact/hooks";
import { labelText, readLabel } from "../../../contract/label.ts";
import type { OnePerson } from "../../../contract/persons.ts";
import type { TokenWearers } from "../../../contract/tokens.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useDesk } from "../services/desk-context.ts";
import { DESK } from "../texts/desk.ts";

interface TokenProps {
  readonly label: string;
  readonly change: (label: string) => void;
}

export function TokenChoice({ label, change }: TokenProps) {
  const t = useTexts(DESK);
  const [isLeft, setLeft] = useState(false);
  const read = readLabel(label);
  const isWrong = read.kind === "wrong" && isLeft;
  return (
    <>
      <Field
        label={t.label}
        hint={t.labelHint}
        value={label}
        onValue={(typed) => {
          setLeft(false);
          change(typed);
        }}
        wrong={isWrong ? t.labelWrong : undefined}
        input={{
          inputMode: "numeric",
          name: "label",
          autocomplete: "off",
          class: "digits",
          maxLength: 24,
          onBlur: (() => setLeft(label !== "")) as never,
        }}
      />
      {read.kind === "serial" && <Wearers key={read.serial} serial={read.serial} />}
    </>
  );
}

type Wearer = TokenWearers["wearers"][number] & { readonly name: string; readonly born: string };

/** Of the own unit; whoever wore it last comes first. */
function Wearers({ serial }: { readonly serial: number }) {
  const t = useTexts(DESK);
  const { api } = useDesk();
  const [found, setFound] = useState<readonly Wearer[]>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const look = async () => {
      const { wearers } = await api.get<TokenWearers>(`/api/tokens/${serial}/wearers`);
      const known: Wearer[] = [];
      for (const wearer of wearers.toReversed()) {
        const { person } = await api.get<OnePerson>(`/api/persons/${wearer.person}`);
        known.push(Object.assign({ name: person.name, born: person.birth.slice(0, 4) }, wearer));
      }
      return known;
    };
    look().then(setFound, (problem: unknown) => {
      // A token that nobody of the own unit is known to have had.
      if (problem instanceof ApiProblem && problem.reason === "not-found") setFound([]);
      else setError(problem);
    });
  }, [serial]);
  if (error !== undefined) return <Failure error={error} />;
  if (!found) return <Working text={t.loading} />;
  return (
    <div data-testid="wearers">
      <Notice tone={found.length === 0 ? "amber" : "note"} title={t.tokenIs(labelText(serial))} live>
        {found.length === 0 && <p>{t.nobodyWears}</p>}
        {found.map(({ name, born, from, to }) => (
          <p key={from} class={to === undefined ? "" : "soft"}>
            {to === undefined ? <strong>{t.wears(name, born)}</strong> : t.wore(name, born)}{" "}
            {t.wornFrom(whenText(from))}
            {to !== undefined && ` ${t.wornTo(whenText(to))}`}
          </p>
        ))}
      </Notice>
    </div>
  );
}
