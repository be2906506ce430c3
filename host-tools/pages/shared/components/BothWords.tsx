import { whenText } from "../dates.ts";
import { type Both, useTexts } from "../language.ts";
import { Notice } from "./Notice.tsx";

const VI = {
  meanwhile: (name: string) => `${name}: đồng nghiệp vừa ghi khác. Chưa lưu gì.`,
  theirs: (by: string, at: string) => `${by} ghi lúc ${at}:`,
  theirsBefore: "Đồng nghiệp đã ghi:",
  somebody: "đồng nghiệp",
  mine: "Bạn muốn ghi:",
  keepTheirs: "Giữ của đồng nghiệp",
  writeMine: "Ghi của tôi",
};
const TEXTS: Both<typeof VI> = {
  vi: VI,
  en: {
    meanwhile: (name) => `${name}: a colleague has just written something else. Nothing is saved yet.`,
    theirs: (by, at) => `${by}, ${at}:`,
    theirsBefore: "A colleague wrote:",
    somebody: "a colleague",
    mine: "You want to write:",
    keepTheirs: "Keep theirs",
    writeMine: "Write mine",
  },
};

interface BothWordsProps {
  /** What a colleague has changed, too. */
  readonly name: string;
  readonly testId: string;
  /** Name of the account, and when in ISO form, where they are known. */
  readonly by: string | undefined;
  readonly at: string | undefined;
  readonly theirs: string;
  readonly mine: string;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

/** Both words side by side; nothing is saved before somebody has chosen. */
export function BothWords({ name, testId, by, at, theirs, mine, isBusy, settle }: BothWordsProps) {
  const t = useTexts(TEXTS);
  return (
    <Notice tone="amber" title={t.meanwhile(name)} live>
      <p data-testid={testId}>
        {at === undefined ? t.theirsBefore : t.theirs(by ?? t.somebody, whenText(at))}{" "}
        <strong>{theirs}</strong>
        <br />
        {t.mine} <strong>{mine}</strong>
      </p>
      <p class="row">
        <button type="button" class="button primary" disabled={isBusy} onClick={() => settle(false)}>
          {t.keepTheirs}
        </button>
        <button type="button" class="button" disabled={isBusy} onClick={() => settle(true)}>
          {t.writeMine}
        </button>
      </p>
    </Notice>
  );
}
