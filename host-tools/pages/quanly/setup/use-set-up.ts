/** Setting an empty server up, step by step, and its way to the server. */
import { useState } from "preact/hooks";
import type { SetUpDone } from "../../../contract/setup.ts";
import { type Api, ApiProblem } from "../../shared/api.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { SET_UP } from "../texts/setup.ts";
import { EMPTY, lacksOf, placeOf, type Step, sentOf, type Typed, type TypedField } from "./set-up-form.ts";

export interface SetUpWork {
  readonly step: Step;
  readonly typed: Typed;
  readonly work: Work;
  /** With the first passwords. */
  readonly told: SetUpDone | undefined;
  /** The refusal, where it belongs to no field. */
  readonly failure: unknown;
  set(field: TypedField, value: string): void;
  /** What is wrong with a field, in words. */
  wrongOf(field: TypedField): string | undefined;
  /** Fields that lack something are told, and the first of them takes the cursor. */
  next(): void;
  back(): void;
  /** Without its commune, whatever is typed of one. */
  skip(): void;
}

const focusOn = (field: string) =>
  setTimeout(() => document.querySelector<HTMLElement>(`form [name=${field}]`)?.focus());

export function useSetUp(api: Api): SetUpWork {
  const t = useTexts(SET_UP);
  const language = useLanguage();
  const [step, setStep] = useState<Step>(1);
  const [typed, setTyped] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const [told, setTold] = useState<SetUpDone>();
  const work = useWork();
  const lacks = lacksOf(step, typed);
  const problem = work.error instanceof ApiProblem ? work.error : undefined;
  const place = problem?.field === undefined ? undefined : placeOf(problem.field, typed);
  const go = (to: Step) => {
    setStep(to);
    setTried(false);
  };
  const send = (withCommune: boolean) =>
    work.run(async () => {
      try {
        setTold(await api.send<SetUpDone>("POST", "/api/setup", sentOf(typed, withCommune)));
      } catch (error) {
        const found = error instanceof ApiProblem && error.field && placeOf(error.field, typed);
        if (found) {
          go(found[0]);
          focusOn(found[1]);
        }
        throw error;
      }
    });
  return {
    step,
    typed,
    work,
    told,
    failure: place === undefined ? work.error : undefined,
    set(field, value) {
      setTyped(Object.assign({}, typed, { [field]: value }));
      work.clear();
    },
    wrongOf(field) {
      if (place?.[1] === field) return problem?.say[language];
      const lack = isTried ? lacks[field] : undefined;
      return lack && t[lack];
    },
    next() {
      const [first] = Object.keys(lacks);
      if (first !== undefined) {
        setTried(true);
        focusOn(first);
      } else if (step === 3) send(true);
      else go(step === 1 ? 2 : 3);
    },
    back() {
      work.clear();
      go(step === 3 ? 2 : 1);
    },
    skip: () => send(false),
  };
}
