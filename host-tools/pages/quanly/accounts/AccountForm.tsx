import type { AccountLine } from "../../../contract/staff.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Conflicts } from "../controls/Conflicts.tsx";
import { PlacePicker } from "../controls/PlacePicker.tsx";
import type { KnownPlaces } from "../services/places.ts";
import { roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { useEdits } from "../services/use-edits.ts";
import { ACCOUNTS } from "../texts/accounts.ts";

interface FormProps {
  readonly account: AccountLine;
  readonly places: KnownPlaces;
  readonly again: () => void;
}

/** Name, role and place; what the role takes is the table's word. */
export function AccountForm({ account, places, again }: FormProps) {
  const t = useTexts(ACCOUNTS);
  const language = useLanguage();
  const { access, account: own } = useQuanly();
  const { name, role, place } = account;
  const edits = useEdits({ name, role, place }, `/api/staff/${account.id}`, again);
  const { grants } = roleLineOf(access, own.role);
  const chosen = edits.now("role") as Role;
  const { placedIn } = roleLineOf(access, chosen);
  const among = places.lastingIn(own.place).filter((one) => one.is === placedIn);
  const fields: Readonly<Record<string, string>> = { name: t.name, role: t.role, place: t.place };
  const wrongOf = (field: string) =>
    edits.problem?.field === field ? edits.problem.say[language] : undefined;
  const isTold = edits.problem?.field !== undefined && edits.problem.field in fields;
  return (
    <form
      class="stack form"
      data-testid="account-form"
      onSubmit={(event) => {
        event.preventDefault();
        edits.save();
      }}
    >
      <Field
        label={t.name}
        value={edits.now("name") as string}
        onValue={(value) => edits.set("name", value)}
        wrong={wrongOf("name")}
        input={{ name: "name", autocomplete: "off" }}
      />
      <Choose
        label={t.role}
        name="role"
        value={chosen}
        onValue={(value) => edits.set("role", value)}
        options={grants.map((one) => [one, roleLineOf(access, one)[language]])}
        wrong={wrongOf("role")}
      />
      <PlacePicker
        label={t.place}
        name="place"
        among={among}
        chosen={edits.now("place") as string}
        choose={(id) => edits.set("place", id)}
        wrong={wrongOf("place")}
      />
      <Conflicts
        conflicts={edits.conflicts}
        isBusy={edits.work.isBusy}
        nameOf={(field) => fields[field] ?? field}
        said={(field, value) => {
          const text = String(value ?? "");
          if (field === "role") return roleLineOf(access, text as Role)[language];
          return field === "place" ? places.nameOf(text) : text;
        }}
        settle={edits.settle}
      />
      {!isTold && <Failure error={edits.work.error} />}
      <p role="status">{edits.isSaved && !edits.isChanged ? t.saved : ""}</p>
      <button
        type="submit"
        class="button primary"
        disabled={edits.work.isBusy || !edits.isChanged || edits.conflicts.length > 0}
      >
        {t.save}
      </button>
    </form>
  );
}
