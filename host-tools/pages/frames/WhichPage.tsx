/** Which page is for whom, in both languages and without a script: at `/`, and at an address where there is no page. */

import { FRAME as DESK } from "../desk/texts/frame.ts";
import type { Both } from "../shared/language.ts";
import { FRAME as STATION } from "../station/texts/shell.ts";

interface Way {
  readonly address: string;
  readonly name: Both<string>;
  readonly forWhom: Both<string>;
}

const WAYS: readonly Way[] = [
  {
    address: "/station/",
    name: { vi: STATION.vi.product, en: STATION.en.product },
    forWhom: {
      vi: "Trạm y tế, trường học, phân xưởng: đồng bộ, cấp, thu và thay thẻ.",
      en: "Health stations, schools, workshops: sync, hand out, take back and replace tokens.",
    },
  },
  {
    address: "/desk/",
    name: { vi: DESK.vi.product, en: DESK.en.product },
    forWhom: {
      vi: "Cán bộ truy vết và người duyệt: mở ca bệnh, gọi người tiếp xúc.",
      en: "Investigators and those who approve: open cases, call contacts.",
    },
  },
];

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
