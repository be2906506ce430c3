import type { FieldValue } from "../../../contract/changes.ts";
import { TIERS, type Tier } from "../../../contract/vocabulary.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { ManyPicker, PlacePicker } from "../controls/PlacePicker.tsx";
import type { KnownPlaces } from "../services/places.ts";
import { UNITS } from "../texts/units.ts";

interface FieldsProps {
  readonly places: KnownPlaces;
  /** Of the unit itself, which is neither above itself nor its own successor. */
  readonly id: string | undefined;
  readonly home: string;
  readonly now: (field: string) => FieldValue;
  readonly set: (field: string, value: FieldValue) => void;
  readonly wrongOf: (field: string) => string | undefined;
}

interface Support {
  readonly phone?: string;
  readonly hours?: string;
}

/** What a unit has, one field each; what is wrong stands at its field. */
export function UnitFields({ places, id, home, now, set, wrongOf }: FieldsProps) {
  const t = useTexts(UNITS);
  const textOf = (field: string) => (now(field) as string | null) ?? "";
  const others = places.all.filter((one) => one.is === "unit" && one.id !== id);
  return (
    <>
      <Field
        label={t.name}
        value={textOf("name")}
        onValue={(value) => set("name", value)}
        hint={t.unitNameHint}
        wrong={wrongOf("name")}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Field
        label={t.code}
        value={textOf("code")}
        onValue={(value) => set("code", value)}
        hint={t.codeHint}
        wrong={wrongOf("code")}
        input={{ name: "code", autocomplete: "off" }}
      />
      <Choose
        label={t.tier}
        name="tier"
        value={textOf("tier")}
        onValue={(value) => set("tier", value)}
        options={TIERS.map((one: Tier) => [one, t.tiers[one]])}
        wrong={wrongOf("tier")}
      />
      <PlacePicker
        label={t.parent}
        name="parent"
        among={places.lastingIn(home).filter((one) => one.is === "unit" && one.id !== id)}
        chosen={textOf("parent")}
        choose={(value) => set("parent", value)}
        wrong={wrongOf("parent")}
      />
      <div class="row">
        <Day field="from" hint={t.fromHint} now={now} set={set} wrongOf={wrongOf} />
        <Day field="to" hint={t.toHint} now={now} set={set} wrongOf={wrongOf} />
      </div>
      <ManyPicker
        label={t.mergedInto}
        name="successors"
        hint={t.mergedHint}
        among={others.filter(({ hasEnded }) => !hasEnded)}
        chosen={(now("successors") as readonly string[] | null) ?? []}
        choose={(ids) => set("successors", ids.length === 0 ? null : [...ids])}
        wrong={wrongOf("successors")}
      />
      <SupportFields now={now} set={set} wrongOf={wrongOf} />
    </>
  );
}

type PartProps = Pick<FieldsProps, "now" | "set" | "wrongOf">;

interface DayProps extends PartProps {
  readonly field: "from" | "to";
  readonly hint: string;
}

function Day({ field, hint, now, set, wrongOf }: DayProps) {
  const t = useTexts(UNITS);
  const value = (now(field) as string | null) ?? "";
  return (
    <div class="grow">
      <Field
        label={t[field]}
        value={value}
        onValue={(day) => set(field, day === "" ? null : day)}
        kind="date"
        hint={value === "" ? hint : dayText(value)}
        wrong={wrongOf(field)}
        input={{ name: field }}
      />
    </div>
  );
}

function SupportFields({ now, set, wrongOf }: PartProps) {
  const t = useTexts(UNITS);
  const support = (now("support") as Support | null) ?? {};
  const setPart = (part: Support) => {
    const { phone = "", hours = "" } = Object.assign({}, support, part);
    set("support", phone === "" && hours === "" ? null : { phone, hours });
  };
  return (
    <>
      <Field
        label={t.supportPhone}
        value={support.phone ?? ""}
        onValue={(phone) => setPart({ phone })}
        hint={t.supportHint}
        kind="tel"
        wrong={wrongOf("support.phone")}
        input={{ name: "phone", autocomplete: "off" }}
      />
      <Field
        label={t.supportHours}
        value={support.hours ?? ""}
        onValue={(hours) => setPart({ hours })}
        wrong={wrongOf("support.hours")}
        input={{ name: "hours", autocomplete: "off" }}
      />
    </>
  );
}
