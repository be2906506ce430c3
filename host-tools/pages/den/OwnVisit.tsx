/** What a visitor tells: three fields, two buttons. What was typed stays until it is noted. */
import { useState } from "preact/hooks";
import type { Site, SiteVisit } from "../../contract/site.ts";
import type { Api } from "../shared/api.ts";
import { Failure } from "../shared/components/Failure.tsx";
import { Field } from "../shared/components/Field.tsx";
import { Icon } from "../shared/components/Icon.tsx";
import { useTexts } from "../shared/language.ts";
import { useWork } from "../shared/use-work.ts";
import { type SiteField, TellVisit, wrongFieldOf } from "./tell-visit.ts";
import { DEN } from "./texts.ts";

const FIELDS = [
  { name: "name", kind: "text", input: { autocomplete: "name", maxLength: 80 } },
  { name: "phone", kind: "tel", input: { autocomplete: "tel", maxLength: 24 } },
  { name: "host", kind: "text", input: { autocomplete: "off", maxLength: 80 } },
] as const;

const EMPTY: Readonly<Record<SiteField, string>> = { name: "", phone: "", host: "" };

interface OwnVisitProps {
  readonly api: Api;
  readonly code: string;
  readonly site: Site;
}

export function OwnVisit({ api, code, site }: OwnVisitProps) {
  const t = useTexts(DEN);
  const work = useWork();
  const [teller] = useState(() => new TellVisit(api, code, site.sealTo));
  const [fields, setFields] = useState(EMPTY);
  const [wrong, setWrong] = useState<SiteField>();
  const [noted, setNoted] = useState<SiteVisit["direction"]>();
  const tell = (direction: SiteVisit["direction"]) => {
    work.clear();
    const told = { direction, ...fields };
    const found = wrongFieldOf(code, told);
    setWrong(found);
    if (found) return;
    work.run(async () => {
      await teller.tell(told);
      setFields(EMPTY);
      setNoted(direction);
    });
  };
  return (
    <>
      <h1>{site.placeName}</h1>
      <p class="at-gate">
        {site.gate}
        <span class="soft small">{site.zone}</span>
      </p>
      {noted === undefined ? (
        <>
          <p>{t.lead}</p>
          {FIELDS.map(({ name, kind, input }) => (
            <Field
              key={name}
              label={t.fields[name]}
              kind={kind}
              value={fields[name]}
              onValue={(text) => setFields((before) => ({ ...before, [name]: text }))}
              wrong={wrong === name ? t.wrong[name] : undefined}
              input={{ ...input, name, class: "large" }}
            />
          ))}
          <Failure error={work.error} />
          <div class="ways">
            {(["in", "out"] as const).map((direction) => (
              <button
                key={direction}
                type="button"
                class="button primary huge"
                data-testid={`tell-${direction}`}
                onClick={() => tell(direction)}
              >
                {t.ways[direction]}
              </button>
            ))}
          </div>
          <p>{t.rule}</p>
        </>
      ) : (
        <Noted direction={noted} another={() => setNoted(undefined)} />
      )}
    </>
  );
}

interface NotedProps {
  readonly direction: SiteVisit["direction"];
  readonly another: () => void;
}

function Noted({ direction, another }: NotedProps) {
  const t = useTexts(DEN);
  return (
    <>
      <p class="noted" role="status" data-testid="noted">
        <Icon name="done" size={72} />
        <strong>{t.noted}</strong>
        <span>{t.ways[direction]}</span>
      </p>
      <p>{direction === "in" ? t.atOut : t.bye}</p>
      <button type="button" class="button" onClick={another}>
        {t.another}
      </button>
    </>
  );
}
