/** An empty server: the code of its folder, its province, its two administrators and its first commune, in three steps. */
import type { Api } from "../../shared/api.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { PlainSlips } from "../accounts/Slips.tsx";
import { SET_UP } from "../texts/setup.ts";
import { PROVINCES } from "./provinces.ts";
import { loginsOf, OTHER, sentOf, type TypedField } from "./set-up-form.ts";
import { type SetUpWork, useSetUp } from "./use-set-up.ts";

interface ScreenProps {
  readonly api: Api;
  /** To the sign-in. */
  readonly done: () => void;
}

export function SetUpScreen({ api, done }: ScreenProps) {
  const t = useTexts(SET_UP);
  const setUp = useSetUp(api);
  const { step, typed, told, work, failure } = setUp;
  if (told) {
    const { name } = sentOf(typed, false).province;
    const slips = told.administrators.map((one) =>
      Object.assign({ role: "province-administrator", place: told.place, waits: false } as const, one),
    );
    return <PlainSlips slips={slips} places={{ nameOf: () => name }} done={done} roleName={() => t.role} />;
  }
  const Fields = STEPS[step];
  return (
    <form
      key={step}
      class="stack form"
      data-testid="set-up"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setUp.next();
      }}
    >
      <p class="soft">{t.step(step)}</p>
      <Heading>{t.title[step]}</Heading>
      <p>{t.lead[step]}</p>
      <Failure error={failure} />
      <Fields setUp={setUp} />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {step === 3 ? t.withCommune : t.next}
      </button>
      {step === 3 && (
        <button type="button" class="button" data-testid="skip" disabled={work.isBusy} onClick={setUp.skip}>
          {t.without}
        </button>
      )}
      {step > 1 && (
        <button type="button" class="button quiet" disabled={work.isBusy} onClick={setUp.back}>
          {t.back}
        </button>
      )}
    </form>
  );
}

interface FieldsProps {
  readonly setUp: SetUpWork;
}

/** What an input of a step shares with all others. */
function fieldOf({ typed, set, wrongOf }: SetUpWork, name: TypedField) {
  return {
    value: typed[name],
    onValue: (value: string) => set(name, value),
    wrong: wrongOf(name),
    input: { name, autocomplete: "off" },
  };
}

const TYPED_EXACTLY = { autocapitalize: "none", spellcheck: false } as const;

function CodeAndProvince({ setUp }: FieldsProps) {
  const t = useTexts(SET_UP);
  const code = fieldOf(setUp, "code");
  const { input: _, ...province } = fieldOf(setUp, "province");
  return (
    <>
      <Field label={t.code} hint={t.codeHint} {...code} input={{ ...code.input, ...TYPED_EXACTLY }} />
      <Choose
        label={t.province}
        name="province"
        options={[["", t.choose], ...PROVINCES, [OTHER, t.other]]}
        {...province}
      />
      {setUp.typed.province === OTHER && (
        <>
          <Field label={t.unitCode} hint={t.provinceCodeHint} {...fieldOf(setUp, "provinceCode")} />
          <Field label={t.unitName} hint={t.provinceNameHint} {...fieldOf(setUp, "provinceName")} />
        </>
      )}
    </>
  );
}

function Administrators({ setUp }: FieldsProps) {
  const t = useTexts(SET_UP);
  const logins = loginsOf(setUp.typed);
  return (
    <>
      {([0, 1] as const).map((i) => {
        const login = fieldOf(setUp, `login${i}`);
        const proposed = login.value === "" && logins[i] ? ` → ${logins[i]}` : "";
        return (
          <fieldset key={i} class="stack">
            <legend>{i === 0 ? t.first : t.second}</legend>
            <Field label={t.name} hint={t.nameHint} {...fieldOf(setUp, `name${i}`)} />
            <Field
              label={t.login}
              hint={`${t.loginHint}${proposed}`}
              {...login}
              input={{ ...login.input, ...TYPED_EXACTLY }}
            />
          </fieldset>
        );
      })}
    </>
  );
}

function FirstCommune({ setUp }: FieldsProps) {
  const t = useTexts(SET_UP);
  return (
    <>
      <Field label={t.unitCode} hint={t.communeCodeHint} {...fieldOf(setUp, "communeCode")} />
      <Field label={t.unitName} hint={t.communeNameHint} {...fieldOf(setUp, "communeName")} />
    </>
  );
}

const STEPS = { 1: CodeAndProvince, 2: Administrators, 3: FirstCommune } as const;
