/** The public word where the server does not answer: it asks nothing of it, and nobody has to have signed in. */
import { useHashRoute } from "../../shared/hash-route.ts";
import { useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import { WordMaking } from "./WordMaking.tsx";

export function AwayWord() {
  const t = useTexts(WORD);
  const [name] = useHashRoute();
  if (name === "word") return <WordMaking unitName={undefined} />;
  return (
    <p>
      <a class="button primary" href="#/word">
        {t.away}
      </a>
    </p>
  );
}
