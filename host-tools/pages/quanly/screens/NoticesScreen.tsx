import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { HOME } from "../texts/home.ts";
import { NoticesNow } from "./NoticesNow.tsx";

export function NoticesScreen() {
  const t = useTexts(HOME);
  return (
    <div class="stack">
      <Back />
      <Heading>{t.notices}</Heading>
      <p>{t.noticeWhy}</p>
      <NoticesNow saysNone />
    </div>
  );
}
