/** Which page is for whom, in both languages and without a script: at `/`, and at an address where there is no page. */

import type { Both } from "../shared/language.ts";
import { WAYS } from "../shared/ways.ts";

interface Words {
  readonly title: string;
  readonly lead: string;
}

const WHICH: Both<Words> = {
  vi: { title: "Thẻ Bluezone", lead: "Hãy chọn trang của bạn." },
  en: { title: "Bluezone tokens", lead: "Choose your page." },
};

const NONE: Both<Words> = {
  vi: {
    title: "Không có trang này",
    lead: "Có thể địa chỉ đã gõ nhầm. Không có gì bị mất. Hãy chọn trang của bạn.",
  },
  en: {
    title: "There is no such page",
    lead: "The address may be mistyped. Nothing is lost. Choose your page.",
  },
};

export function WhichPage({ isMissing = false }: { readonly isMissing?: boolean }) {
  const { vi, en } = isMissing ? NONE : WHICH;
  return (
    <main class="narrow stack">
      <img src="/icon.svg" alt="" width={56} height={56} class="logo" />
      <h1>{vi.title}</h1>
      <p>{vi.lead}</p>
      <p class="soft" lang="en">
        {en.title}. {en.lead}
      </p>
      {WAYS.map(({ address, name, forWhom }) => (
        <a key={address} class="tile" href={address}>
          <span>
            <strong>{name.vi}</strong>
            {forWhom.vi}
            <br />
            <span class="soft" lang="en">
              {name.en}. {forWhom.en}
            </span>
          </span>
        </a>
      ))}
    </main>
  );
}
