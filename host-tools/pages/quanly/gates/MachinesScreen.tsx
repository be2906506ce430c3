/** Gates, the codes by which their machines are let in, and when each was last heard of. */
import { useState } from "preact/hooks";
import type { GateCode, GateList } from "../../../contract/gates.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { usePlaces } from "../services/places.ts";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { GATES } from "../texts/gates.ts";
import { MACHINES } from "../texts/machines.ts";
import { NewGate } from "./NewGate.tsx";

type Gate = GateList["gates"][number];
interface Asking {
  readonly gate: Gate;
  readonly what: "code" | "take";
}

export function MachinesScreen() {
  const t = useTexts(MACHINES);
  const g = useTexts(GATES);
  const { api } = useQuanly();
  const { value, error, again } = useAsked<GateList>("/api/gates");
  const { places } = usePlaces();
  const [told, setTold] = useState<{ readonly name: string; readonly code: string }>();
  const [asking, setAsking] = useState<Asking>();
  const [gone, setGone] = useState<string>();
  const work = useWork();
  const tell = (name: string, code: string) => {
    setTold({ name, code });
    setGone(undefined);
    again();
  };
  const perform = ({ gate: { id, name }, what }: Asking) =>
    work.run(async () => {
      setAsking(undefined);
      if (what === "code")
        return tell(name, (await api.send<GateCode>("POST", `/api/gates/${id}/code`)).code);
      await api.send("DELETE", `/api/gates/${id}`);
      setTold(undefined);
      setGone(name);
      again();
    });
  return (
    <div class="stack">
      <Back to="gates" text={g.title} />
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      {places && <NewGate places={places} given={tell} />}
      {told && (
        <Notice tone="green" live>
          <p>{t.codeIs(told.name)}</p>
          <p class="result">
            <code data-testid="code">{told.code}</code>
          </p>
          <p>{t.codeOnce}</p>
        </Notice>
      )}
      <p role="status">{gone === undefined ? "" : t.gone(gone)}</p>
      <NotLoaded error={error} again={again} />
      <Failure error={work.error} />
      {asking && (
        <Sure
          text={(asking.what === "code" ? t.newCodeSure : t.takeSure)(asking.gate.name)}
          isBusy={work.isBusy}
          yes={() => perform(asking)}
          no={() => setAsking(undefined)}
        />
      )}
      {value?.gates.length === 0 && <p>{t.none}</p>}
      {value && value.gates.length > 0 && (
        <ul class="list">
          {value.gates.map((gate) => (
            <GateLine
              key={gate.id}
              gate={gate}
              isBusy={work.isBusy}
              ask={(what) => setAsking({ gate, what })}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface GateLineProps {
  readonly gate: Gate;
  readonly isBusy: boolean;
  readonly ask: (what: Asking["what"]) => void;
}

function GateLine({ gate: { name, placeName, zone, ...gate }, isBusy, ask }: GateLineProps) {
  const t = useTexts(MACHINES);
  const state = () => {
    if (gate.codeUntil !== undefined) return t.waits(whenText(gate.codeUntil));
    if (gate.heardAt !== undefined) return t.heard(whenText(gate.heardAt));
    return gate.enrolledAt === undefined ? t.over : t.quiet;
  };
  return (
    <li data-testid="gate">
      <span class="grow">
        <strong>{name}</strong>, {placeName}, {zone}
        <br />
        <span class="soft">{state()}</span>
      </span>
      <button
        type="button"
        class="button"
        disabled={isBusy}
        aria-label={`${t.newCode}: ${name}`}
        onClick={() => ask("code")}
      >
        {t.newCode}
      </button>
      <button
        type="button"
        class="button danger"
        disabled={isBusy}
        aria-label={`${t.take}: ${name}`}
        onClick={() => ask("take")}
      >
        {t.take}
      </button>
    </li>
  );
}
