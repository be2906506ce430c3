/** For whom has signed in at a page that is not theirs: which one is. */
import type { Role } from "../../../contract/vocabulary.ts";
import { type Both, useLanguage, useTexts } from "../language.ts";
import { WAYS } from "../ways.ts";
import { Notice } from "./Notice.tsx";

const VI = {
  yours: "Trang của bạn:",
  none: "Vai trò bảo vệ cổng chưa có trang nào trên máy tính; bạn không phải làm gì ở đây.",
  nobody: "Không ai bị từ chối vào cổng vì không đeo thẻ. Có vấn đề, hãy gọi quản trị đơn vị của bạn.",
};
const TEXTS: Both<typeof VI> = {
  vi: VI,
  en: {
    yours: "Your page:",
    none: "There is no page yet for a guard at a gate; there is nothing that you have to do here.",
    nobody:
      "Nobody is refused entry for not wearing a token. If something is wrong, call your unit's administrator.",
  },
};

export function OwnPages({ role }: { readonly role: Role }) {
  const t = useTexts(TEXTS);
  const language = useLanguage();
  const own = WAYS.filter(({ roles }) => roles.includes(role));
  if (own.length === 0)
    return (
      <Notice tone="note">
        <p>{t.none}</p>
        <p>{t.nobody}</p>
      </Notice>
    );
  return (
    <div class="stack" data-testid="own-pages">
      <p>{t.yours}</p>
      {own.map(({ address, name }) => (
        <a key={address} class="button primary" href={address}>
          {name[language]}
        </a>
      ))}
    </div>
  );
}
