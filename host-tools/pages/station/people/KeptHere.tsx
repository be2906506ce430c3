import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useStation } from "../services/station-context.ts";
import { PEOPLE } from "../texts/people.ts";

/** What became of something that the server has not answered yet. */
export function KeptHere() {
  const t = useTexts(PEOPLE);
  const { isLasting } = useStore(useStation().waiting);
  return (
    <>
      <p>{t.keptHere}</p>
      {!isLasting && (
        <p data-testid="kept-fleeting">
          <strong>{t.keptFleeting}</strong>
        </p>
      )}
    </>
  );
}
