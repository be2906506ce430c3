import { useEffect, useState } from "preact/hooks";
import type { AuditLine, AuditRows } from "../../../contract/audit.ts";
import type { AccountList } from "../../../contract/staff.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { dayText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { AUDIT } from "../texts/audit.ts";
import { AuditTable } from "./AuditTable.tsx";

/** Greater than the number of any row. */
const BEYOND_ALL = 4_294_967_295;
const NOTHING = { actor: "", action: "", outcome: "", subject: "", from: "", to: "" };
type Wanted = typeof NOTHING;

interface Found {
  readonly rows: readonly AuditLine[];
  readonly more: number;
}

/** Rows that fit, the newest first; each piece is asked for as it is wanted. */
export function AuditSearch() {
  const t = useTexts(AUDIT);
  const { api } = useQuanly();
  const [wanted, setWanted] = useState<Wanted>(NOTHING);
  const [found, setFound] = useState<Found>();
  const work = useWork();
  const isBackwards = wanted.from !== "" && wanted.to !== "" && wanted.to < wanted.from;
  const look = (kept: readonly AuditLine[]) =>
    work.run(async () => {
      const filter = Object.entries(wanted).filter(([, value]) => value !== "");
      const before = String(kept.at(-1)?.number ?? BEYOND_ALL);
      const query = new URLSearchParams([...filter, ["before", before], ["limit", "50"]]);
      const { rows, more } = await api.get<AuditRows>(`/api/audit?${query}`);
      setFound({ rows: [...kept, ...rows], more });
    });
  useEffect(() => look([]), []);
  return (
    <section class="stack">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBackwards) look([]);
        }}
      >
        <Filters
          wanted={wanted}
          set={(part) => setWanted(Object.assign({}, wanted, part))}
          isBackwards={isBackwards}
        />
        <button type="submit" class="button primary" disabled={work.isBusy} data-testid="search">
          {t.search}
        </button>
      </form>
      <Failure error={work.error} />
      {found && (
        <>
          <p role="status" data-testid="found">
            {found.rows.length === 0 ? t.none : t.found(found.rows.length, found.rows.length + found.more)}
          </p>
          {found.rows.length > 0 && <AuditTable rows={found.rows} />}
          {found.more > 0 && (
            <button
              type="button"
              class="button"
              disabled={work.isBusy}
              data-testid="more"
              onClick={() => look(found.rows)}
            >
              {t.more}
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface FiltersProps {
  readonly wanted: Wanted;
  readonly set: (part: Partial<Wanted>) => void;
  readonly isBackwards: boolean;
}

function Filters({ wanted, set, isBackwards }: FiltersProps) {
  const t = useTexts(AUDIT);
  const language = useLanguage();
  const { access } = useQuanly();
  const accounts = useAsked<AccountList>("/api/staff").value?.accounts ?? [];
  const actors = accounts.map(({ id, name, login }) => [id, `${name} (${login})`] as const);
  return (
    <>
      <div class="row">
        <Choose
          label={t.actor}
          name="actor"
          value={wanted.actor}
          onValue={(actor) => set({ actor })}
          options={[["", t.anybody], ["server", t.server], ["nobody", t.nobody], ...actors]}
        />
        <Choose
          label={t.action}
          name="action"
          value={wanted.action}
          onValue={(action) => set({ action })}
          options={[["", t.anything], ...access.actions.map((one) => [one.action, one[language]] as const)]}
        />
        <Choose
          label={t.outcome}
          name="outcome"
          value={wanted.outcome}
          onValue={(outcome) => set({ outcome })}
          options={[
            ["", t.either],
            ["done", t.done],
            ["refused", t.refused],
          ]}
        />
      </div>
      <div class="row">
        {(["from", "to"] as const).map((field) => (
          <div key={field} class="grow">
            <Field
              label={t[field]}
              value={wanted[field]}
              onValue={(day) => set({ [field]: day })}
              kind="date"
              hint={wanted[field] === "" ? undefined : dayText(wanted[field])}
              wrong={field === "to" && isBackwards ? t.dates : undefined}
              input={{ name: field }}
            />
          </div>
        ))}
        <div class="grow">
          <Field
            label={t.subject}
            value={wanted.subject}
            onValue={(subject) => set({ subject: subject.trim() })}
            input={{ name: "subject", autocomplete: "off" }}
          />
        </div>
      </div>
    </>
  );
}
