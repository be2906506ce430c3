/** A job of several steps: each has its own address, and what was done so far is a draft until the job is done. */
import { useEffect, useRef, useState } from "preact/hooks";
import { goToStep, stepNow, useStep } from "./route.ts";
import { useStation } from "./station-context.ts";

/** What was kept under a name when the screen came up; undefined until that is known. */
export function useKeptDraft<T>(name: string): { readonly value: T | undefined } | undefined {
  const { drafts } = useStation();
  const [kept, setKept] = useState<{ readonly value: T | undefined }>();
  useEffect(() => {
    let isHere = true;
    void drafts.loaded.then(() => isHere && setKept({ value: drafts.get<T>(name) }));
    return () => {
      isHere = false;
    };
  }, [drafts, name]);
  return kept;
}

export interface Journey<Step> {
  /** Undefined until it is known whether there is a draft. */
  readonly step: Step | undefined;
  /** There is a draft, and somebody came to the beginning: they decide whether to go on with it. */
  readonly isToResume: boolean;
  resume(): void;
  /** From the step shown to the next; what was ahead of it is another way. */
  go(next: Step): void;
  /** The step shown, with what was typed since; its address stays. */
  amend(step: Step): void;
  back(): void;
  /** The job is done: nothing of it is kept, and no way leads back into it. */
  finish(last: Step): void;
  /** From the beginning; nothing of what was typed is kept. */
  restart(): void;
}

/**
 * `name` is that of the draft: one for each job that can be under way. `first` makes the first step. Steps are plain data: they are
 * kept as JSON.
 */
export function useJourney<Step>(name: string, first: () => Step): Journey<Step> {
  const { drafts } = useStation();
  const address = useStep();
  const [steps, setSteps] = useState<readonly Step[]>();
  // What was asked for comes back later, and somebody may have typed on meanwhile.
  const newest = useRef<readonly Step[]>([]);
  const [isToResume, setToResume] = useState(false);
  const show = (next: readonly Step[]) => {
    newest.current = next;
    setSteps(next);
  };
  useEffect(() => {
    let isHere = true;
    void drafts.loaded.then(() => {
      if (!isHere) return;
      const kept = drafts.get<readonly Step[]>(name) ?? [];
      setToResume(kept.length > 1 && stepNow() === 0);
      show(kept.length > 0 ? kept : [first()]);
    });
    return () => {
      isHere = false;
    };
  }, [drafts, name]);
  const last = (steps?.length ?? 1) - 1;
  // An address of a step that is not there, or is over.
  useEffect(() => {
    if (steps && address > last) goToStep(last, true);
  }, [steps, address, last]);
  const at = () => Math.min(stepNow(), newest.current.length - 1);
  const keep = (next: readonly Step[]) => {
    show(next);
    drafts.put(name, next);
  };
  const begin = (step: Step) => {
    drafts.drop(name);
    setToResume(false);
    show([step]);
    goToStep(0, true);
  };
  return {
    step: steps?.[Math.min(address, last)],
    isToResume,
    resume() {
      setToResume(false);
      goToStep(last);
    },
    go(next) {
      const here = at();
      keep([...newest.current.slice(0, here + 1), next]);
      goToStep(here + 1);
    },
    amend(step) {
      const here = at();
      keep([...newest.current.slice(0, here), step, ...newest.current.slice(here + 1)]);
    },
    back() {
      goToStep(Math.max(0, at() - 1));
    },
    finish: begin,
    restart: () => begin(first()),
  };
}
