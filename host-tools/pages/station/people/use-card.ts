/** A card whose code comes into a field for names: from a hand-held reader key by key, or from the camera at once. */
import { useEffect, useState } from "preact/hooks";
import { type CardHolder, isCardText, readCard } from "../../../contract/card-codes.ts";

/** A reader's keys follow each other within some ms; behind this pause all have come. */
const PAUSE_MS = 400;
/** Some readers stop in the middle and go on. */
const LONG_PAUSE_MS = 2000;

interface ReadCard {
  /** Whose it is, as long as the field says what was read. */
  readonly holder: CardHolder | undefined;
  readonly problem: "doubtful" | "unfinished" | undefined;
  /** What may be looked for: nothing while a card's number stands in the field. */
  readonly words: string;
}

const wordsOf = ({ name, birthYear }: CardHolder) => `${name} ${birthYear}`;

/** Puts name and year of a card in the place of its code; a code that tells neither is taken away. `pauseMs`: behind the last key of a whole code. */
export function useCard(text: string, setText: (text: string) => void, pauseMs = PAUSE_MS): ReadCard {
  const [holder, setHolder] = useState<CardHolder>();
  const [problem, setProblem] = useState<ReadCard["problem"]>();
  useEffect(() => {
    const read = readCard(text);
    if (read.kind === "other") return;
    setProblem(undefined);
    const settle = () => {
      if (read.kind === "holder") {
        setHolder(read.holder);
        setText(wordsOf(read.holder));
      } else {
        setProblem(read.kind);
        setText("");
      }
    };
    const timer = setTimeout(settle, read.kind === "unfinished" ? LONG_PAUSE_MS : pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const isShown = holder !== undefined && text === wordsOf(holder);
  return {
    holder: isShown ? holder : undefined,
    problem: text === "" ? problem : undefined,
    words: isCardText(text) ? "" : text,
  };
}
