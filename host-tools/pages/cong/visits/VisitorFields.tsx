/** What a visitor tells: typed, from a hand-held scanner, or from the camera. */
import { CodeCamera } from "../../shared/camera/CodeCamera.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { VISIT_TEXTS } from "./texts.ts";
import type { useVisitor } from "./use-visitor.ts";

const INPUT = { autocomplete: "off", class: "large", maxLength: 400 } as const;

interface VisitorFieldsProps {
  readonly visitor: ReturnType<typeof useVisitor>;
  readonly isCamera: boolean;
  readonly setCamera: (isCamera: boolean) => void;
}

export function VisitorFields({ visitor, isCamera, setCamera }: VisitorFieldsProps) {
  const t = useTexts(VISIT_TEXTS);
  const { fields, holder, odd } = visitor;
  return (
    <>
      <Field
        label={t.name}
        value={fields.name}
        onValue={(text) => visitor.set("name", text)}
        hint={t.nameHint}
        input={{ ...INPUT, name: "visitor" }}
      >
        {holder && (
          <span class="small" role="status" data-testid="from-code">
            {t.fromCard(holder.birthYear)}
          </span>
        )}
      </Field>
      <div class="row">
        <button type="button" class="button" data-testid="scan" onClick={() => setCamera(!isCamera)}>
          {isCamera ? t.stop : t.scan}
        </button>
        <button type="button" class="button quiet" onClick={visitor.empty}>
          {t.clear}
        </button>
      </div>
      {isCamera && (
        <CodeCamera
          say={t.scanning}
          other={t.scanning}
          faults={t.faults}
          take={(code) => {
            if (!visitor.take(code)) return false;
            setCamera(false);
            return true;
          }}
        />
      )}
      {odd && (
        <Notice tone="amber" live>
          <p data-testid="odd">{t.odd[odd]}</p>
        </Notice>
      )}
      <Field
        label={t.phone}
        kind="tel"
        value={fields.phone}
        onValue={(text) => visitor.set("phone", text)}
        input={{ ...INPUT, name: "visitor-phone" }}
      />
      <Field
        label={t.host}
        value={fields.host}
        onValue={(text) => visitor.set("host", text)}
        hint={t.hostHint}
        input={{ ...INPUT, name: "visitor-host" }}
      />
    </>
  );
}
