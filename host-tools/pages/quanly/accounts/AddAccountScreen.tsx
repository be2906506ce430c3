/** One account more; what lacks is told at its field. */
import { useRef, useState } from "preact/hooks";
import { proposedLogin } from "../../../contract/logins.ts";
import type { AccountList, FirstPassword } from "../../../contract/staff.ts";
import { ApiProblem } from "../../shared/api.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import { type KnownPlaces, usePlaces } from "../services/places.ts";
import { roleLineOf, useAsked, useQuanly } from "../services/quanly-context.ts";
import { ACCOUNTS } from "../texts/accounts.ts";
import { HOME } from "../texts/home.ts";
import { type SlipLine, Slips } from "./Slips.tsx";

export function AddAccountScreen() {
  const t = useTexts(ACCOUNTS);
  const h = useTexts(HOME);
  const { places, error, again } = usePlaces();
  const known = useAsked<AccountList>("/api/staff").value?.accounts ?? [];
  const [slip, setSlip] = useState<SlipLine>();
  if (slip && places) return <Slips slips={[slip]} places={places} done={() => goTo("accounts")} />;
  return (
    <div class="stack">
      <Back to="accounts" text={h.accounts} />
      <Heading>{t.add}</Heading>
      <NotLoaded error={error} again={again} />
      <NewAccountForm
        places={places}
        isTaken={(login) => known.some((one) => one.login === login)}
        added={setSlip}
      />
    </div>
  );
}

interface FormProps {
  readonly places: KnownPlaces | undefined;
  readonly isTaken: (login: string) => boolean;
  readonly added: (slip: SlipLine) => void;
}

/** What is typed, what lacks of it, and its way to the server. */
function useNewAccount({ places, isTaken, added }: FormProps) {
  const { api, access, account } = useQuanly();
  const { grants } = roleLineOf(access, account.role);
  const [typed, setTyped] = useState({ name: "", login: "", role: grants[0]!, place: "" });
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const { name, login, role, place } = typed;
  const proposed = proposedLogin(name, isTaken);
  const { placedIn } = roleLineOf(access, role);
  const among = places?.lastingIn(account.place).filter((one) => one.is === placedIn) ?? [];
  const isPlaced = among.some(({ id }) => id === place);
  return {
    typed,
    set: (field: keyof typeof typed, value: string) => setTyped(Object.assign({}, typed, { [field]: value })),
    grants,
    proposed,
    among,
    isTried,
    isPlaced,
    work,
    /** The name of the field that lacks; undefined where all is there and on its way. */
    send(): string | undefined {
      setTried(true);
      if (proposed === undefined) return "name";
      if (!isPlaced) return "place-search";
      const wanted = { login: login.trim() || proposed, name, role, place };
      work.run(async () => {
        const { firstPassword, waits } = await api.send<FirstPassword>("POST", "/api/staff", wanted);
        added(Object.assign({ firstPassword, waits }, wanted));
      });
      return undefined;
    },
  };
}

function NewAccountForm(props: FormProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access } = useQuanly();
  const { typed, set, grants, proposed, among, isTried, isPlaced, work, send } = useNewAccount(props);
  const form = useRef<HTMLFormElement>(null);
  const problem = work.error instanceof ApiProblem ? work.error : undefined;
  const wrongOf = (field: string) => (problem?.field === field ? problem.say[language] : undefined);
  return (
    <form
      ref={form}
      class="stack form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.current?.querySelector<HTMLInputElement>(`[name=${send() ?? "nothing"}]`)?.focus();
      }}
    >
      <Field
        label={t.name}
        value={typed.name}
        onValue={(value) => set("name", value)}
        hint={t.nameHint}
        wrong={isTried && proposed === undefined ? t.chooseName : wrongOf("name")}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Choose
        label={t.role}
        name="role"
        value={typed.role}
        onValue={(value) => set("role", value)}
        options={grants.map((one) => [one, roleLineOf(access, one)[language]])}
        wrong={wrongOf("role")}
      />
      <PlacePicker
        label={t.place}
        name="place"
        among={among}
        chosen={typed.place}
        choose={(id) => set("place", id)}
        wrong={isTried && !isPlaced ? t.choosePlace : wrongOf("place")}
      />
      <Field
        label={t.login}
        value={typed.login}
        onValue={(value) => set("login", value)}
        hint={proposed && typed.login === "" ? `${t.loginHint} → ${proposed}` : t.loginHint}
        wrong={wrongOf("login")}
        input={{ name: "login", autocomplete: "off", autocapitalize: "none", spellcheck: false }}
      />
      {!Object.hasOwn(typed, problem?.field ?? "") && <Failure error={work.error} />}
      <button type="submit" class="button primary" disabled={work.isBusy || !props.places}>
        {t.addNow}
      </button>
    </form>
  );
}
