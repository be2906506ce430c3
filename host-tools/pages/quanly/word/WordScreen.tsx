/** The public word for who has signed in, and for who has no network: nothing in it is asked of the server. */
import { useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { usePlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";
import { WordMaking } from "./WordMaking.tsx";

export function WordScreen() {
  const home = useTexts(HOME);
  const { account } = useQuanly();
  const { places } = usePlaces();
  return (
    <WordMaking unitName={places?.all.find(({ id }) => id === account.place)?.name}>
      <Back to="" text={home.back} />
    </WordMaking>
  );
}
