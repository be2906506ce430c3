/** Whose shift it is, as the gate's machine says: asked anew whenever one begins or ends. */
import { useEffect, useRef, useState } from "preact/hooks";
import * as v from "valibot";
import {
  GUARD_SHIFT,
  GUARD_THERE,
  type NewShift,
  SHIFT_ERRORS,
  type ShiftError,
  type ShiftTold,
  shiftTold,
} from "../../../contract/guards.ts";

/** So often the machine is told that somebody is there, ms. */
const THERE_MS = 60_000;
const AGAIN_MS = 1000;

export type NoShift = ShiftError | "away";
const refusal = v.object({ error: v.picklist(SHIFT_ERRORS) });

async function asked(init: RequestInit): Promise<ShiftTold | NoShift> {
  try {
    const answer = await fetch(GUARD_SHIFT, init);
    const told: unknown = await answer.json();
    const read = v.safeParse(shiftTold, told);
    if (answer.ok && read.success) return read.output;
    const why = v.safeParse(refusal, told);
    return why.success ? why.output.error : "away";
  } catch {
    return "away";
  }
}

export interface Shift {
  /** Undefined until the machine has answered. */
  readonly told: ShiftTold | undefined;
  /** Grows when what was typed is not for who is here now. */
  readonly desk: number;
  /** Grows with each shift that begins or ends, but for the one that was ended here: who comes next may be typing. */
  readonly form: number;
  /** Guards cannot be read where they are kept. */
  readonly isDiskBad: boolean;
  /** Somebody ends it, and the machine has not answered: it is tried again and again. */
  readonly isUnended: boolean;
  begin(of: NewShift): Promise<NoShift | undefined>;
  end(): Promise<void>;
}

/** `shifts`: as the screen tells it. */
export function useShift(shifts: number | undefined): Shift {
  const [told, setTold] = useState<ShiftTold>();
  const [desk, setDesk] = useState(0);
  const [form, setForm] = useState(0);
  const isOwnEnd = useRef(false);
  const [isDiskBad, setDiskBad] = useState(false);
  const [isUnended, setUnended] = useState(false);
  const last = useRef<string | undefined>(undefined);
  const isEnding = useRef(false);
  const take = (now: ShiftTold) => {
    if (now.guard !== undefined && last.current !== undefined && now.guard !== last.current)
      setDesk((n) => n + 1);
    last.current = now.guard ?? last.current;
    setTold(now);
  };
  useEffect(() => {
    if (shifts === undefined) return;
    if (!isOwnEnd.current) setForm((n) => n + 1);
    isOwnEnd.current = false;
    let isShown = true;
    let again: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const now = await asked({});
      if (!isShown) return;
      setDiskBad(now === "disk");
      // Until then it is nobody's on this page, whatever the machine still thinks.
      if (isEnding.current || typeof now === "string") again = setTimeout(ask, AGAIN_MS);
      else take(now);
    };
    void ask();
    return () => {
      isShown = false;
      clearTimeout(again);
    };
  }, [shifts]);
  useThere(told?.guard !== undefined);
  return {
    told,
    desk,
    form,
    isDiskBad,
    isUnended,
    async begin(of) {
      isEnding.current = false;
      setUnended(false);
      const headers = { "content-type": "application/json" };
      const now = await asked({ method: "POST", headers, body: JSON.stringify(of) });
      if (typeof now === "string") return now;
      take(now);
      return undefined;
    },
    async end() {
      isEnding.current = true;
      isOwnEnd.current = true;
      // Whatever the machine says, nothing of it stays on the page.
      setDesk((n) => n + 1);
      setTold({ hasGuards: true });
      // Who begins one meanwhile ends the one before.
      while (isEnding.current && typeof (await asked({ method: "DELETE" })) === "string") {
        setUnended(isEnding.current);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
      isEnding.current = false;
      setUnended(false);
    },
  };
}

/** While somebody touches the page, the machine knows. */
function useThere(isOnShift: boolean): void {
  useEffect(() => {
    if (!isOnShift) return;
    let told = 0;
    const there = () => {
      if (Date.now() - told < THERE_MS) return;
      told = Date.now();
      void fetch(GUARD_THERE, { method: "POST" }).catch(() => {});
    };
    const kinds = ["pointerdown", "keydown"] as const;
    for (const kind of kinds) addEventListener(kind, there);
    return () => {
      for (const kind of kinds) removeEventListener(kind, there);
    };
  }, [isOnShift]);
}
