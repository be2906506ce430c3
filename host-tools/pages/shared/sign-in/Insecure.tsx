import { Notice } from "../components/Notice.tsx";
import { useTexts } from "../language.ts";
import { SIGN_IN } from "./texts.ts";

/** Says so where the page came without HTTPS; nothing on localhost and with HTTPS. */
export function Insecure() {
  const t = useTexts(SIGN_IN);
  // Unknown where the build prints the frame.
  if (globalThis.isSecureContext ?? true) return null;
  return (
    <Notice tone="red" title={t.insecureTitle}>
      <p>{t.insecure}</p>
    </Notice>
  );
}
