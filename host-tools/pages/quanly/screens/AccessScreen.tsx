/** Who may see and do what: the server's own table, by role and by what it is about. */
import { useState } from "preact/hooks";
import type { ActionLine, RoleLine } from "../../../contract/access.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { roleLineOf, useQuanly } from "../services/quanly-context.ts";
import { ACCESS } from "../texts/access.ts";
import { HOME } from "../texts/home.ts";

export function AccessScreen() {
  const t = useTexts(ACCESS);
  const h = useTexts(HOME);
  const language = useLanguage();
  const { access, account } = useQuanly();
  const [role, setRole] = useState<Role | "">(account.role);
  const [resource, setResource] = useState("");
  const ofRole = access.actions.filter(({ cells }) => role === "" || cells.some((one) => one.role === role));
  const shown = ofRole.filter((one) => resource === "" || one.resource === resource);
  const resources = [...new Set(access.actions.map((one) => one.resource))];
  const line = role === "" ? undefined : roleLineOf(access, role);
  return (
    <div class="stack">
      <Back />
      <Heading>{h.access}</Heading>
      <p>{t.lead}</p>
      <div class="row no-print">
        <Choose
          label={t.role}
          name="role"
          value={role}
          onValue={(value) => setRole(value as Role | "")}
          options={[["", t.everybody], ...access.roles.map((one) => [one.role, one[language]] as const)]}
        />
        <Choose
          label={t.on}
          name="resource"
          value={resource}
          onValue={setResource}
          options={[["", t.everything], ...resources.map((one) => [one, t.resources[one] ?? one] as const)]}
        />
        <button type="button" class="button" onClick={() => window.print()}>
          {t.print}
        </button>
      </div>
      {line && <RoleFacts line={line} />}
      {resources
        .filter((one) => shown.some((action) => action.resource === one))
        .map((one) => (
          <section key={one} class="stack" data-testid="resource">
            <h2>{t.resources[one] ?? one}</h2>
            <ul class="list">
              {shown
                .filter((action) => action.resource === one)
                .map((action) => (
                  <Line key={action.action} action={action} role={role} />
                ))}
            </ul>
          </section>
        ))}
      {role !== "" && <p>{t.mayNot(access.actions.length - ofRole.length)}</p>}
      <p class="soft">{t.ownMeans}</p>
    </div>
  );
}

function RoleFacts({ line }: { readonly line: RoleLine }) {
  const t = useTexts(ACCESS);
  const language = useLanguage();
  const { access } = useQuanly();
  const factors = line.factors.map((one) => t[one]).join(` ${t.or} `);
  const grants = line.grants.map((one) => roleLineOf(access, one)[language]).join(", ");
  return (
    <p data-testid="role-facts">
      <strong>{line[language]}</strong>. {t.placedIn[line.placedIn]}. {t.factor}: {factors}
      {line.isFactorWanted ? "" : ` (${t.ifSetUp})`}. {t.grants}: {grants || t.none}.
    </p>
  );
}

function Line({ action, role }: { readonly action: ActionLine; readonly role: Role | "" }) {
  const t = useTexts(ACCESS);
  const language = useLanguage();
  const { access } = useQuanly();
  const cells = action.cells.filter((cell) => role === "" || cell.role === role);
  return (
    <li data-action={action.action}>
      <span class="grow">
        {action[language]}
        {action.when && ` – ${t.when}: ${action.when[language]}`}
        {action.isPublic && ` (${t.alsoWithout})`}
      </span>
      <span class="row">
        {cells.map((cell) => (
          <span key={cell.role} class="chip">
            {role === "" ? `${roleLineOf(access, cell.role)[language]}: ${t[cell.scope]}` : t[cell.scope]}
          </span>
        ))}
      </span>
    </li>
  );
}
