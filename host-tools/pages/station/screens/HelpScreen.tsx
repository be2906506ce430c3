/** Không thấy thẻ? One picture and one sentence a step, for the system in use first. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Heading } from "../../shared/components/Heading.tsx";
import { SupportLine } from "../../shared/components/SupportLine.tsx";
import { useTexts } from "../../shared/language.ts";
import { HELP, SYSTEMS, type System } from "../texts/help.ts";
import { BatteryPicture, ConsentPicture, NamesPicture, NearPicture, SystemPicture } from "./pictures.tsx";

function ownSystem(): System {
  const agent = navigator.userAgent;
  if (/Android/.test(agent)) return "android";
  if (/CrOS/.test(agent)) return "chromeos";
  if (/Mac OS/.test(agent)) return "macos";
  return /Windows/.test(agent) ? "windows" : "linux";
}

export function HelpScreen() {
  const t = useTexts(HELP);
  const [system, setSystem] = useState(ownSystem);
  const { name, steps } = t.systems[system];
  return (
    <div class="stack">
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <ol class="steps">
        <Step title={t.near} lead={t.nearLead} picture={<NearPicture />} />
        <Step title={t.hold} lead={t.holdLead} picture={<ConsentPicture />} />
        <Step title={`Bluetooth – ${name}`} picture={<SystemPicture system={system} />}>
          <fieldset>
            <legend>{t.yourSystem}</legend>
            <div class="row">
              {SYSTEMS.map((one) => (
                <label class="choice" key={one}>
                  <input
                    type="radio"
                    name="system"
                    checked={one === system}
                    onChange={() => setSystem(one)}
                  />
                  {t.systems[one].name}
                </label>
              ))}
            </div>
          </fieldset>
          <ul>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </Step>
        <Step title={t.noLight} lead={t.noLightLead} picture={<BatteryPicture />} />
        <Step title={t.wrongName} lead={t.wrongNameLead} picture={<NamesPicture />} />
        <Step title={t.still} lead={t.stillLead}>
          <SupportLine />
        </Step>
      </ol>
      <a class="button primary huge" href="#/sync">
        {t.tryAgain}
      </a>
      <section class="card stack">
        <h2>{t.rights}</h2>
        <p>{t.rightsLead}</p>
      </section>
      <p class="small" data-testid="version">
        {t.version} {PROGRAM_VERSION}
      </p>
    </div>
  );
}

interface StepProps {
  readonly title: string;
  readonly lead?: string;
  readonly picture?: ComponentChildren;
  readonly children?: ComponentChildren;
}

function Step({ title, lead, picture, children }: StepProps) {
  return (
    <li class="card step">
      <div class="grow stack">
        <h2>{title}</h2>
        {lead && <p>{lead}</p>}
        {children}
      </div>
      {picture}
    </li>
  );
}
