/** What an answer covers, on top of it and on paper: what was not looked at stands out. */
import type { ComponentChildren } from "preact";
import type { Coverage } from "../../../contract/coverage.ts";
import { type CoverageLine, coverageLines, NOT_ALL } from "../../../contract/coverage-words.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage } from "../../shared/language.ts";

interface CoverageProps {
  readonly coverage: Coverage;
  /** What can be done about what was not looked at. */
  readonly children?: ComponentChildren;
}

export function CoverageNotice({ coverage, children }: CoverageProps) {
  return <Covers lines={coverageLines(coverage)}>{children}</Covers>;
}

interface CoversProps extends Pick<CoverageProps, "children"> {
  readonly lines: readonly CoverageLine[];
}

/** The same of lines that came with a file. */
export function Covers({ lines, children }: CoversProps) {
  const language = useLanguage();
  const gaps = lines.filter(({ isWarning }) => isWarning);
  const rest = lines.filter(({ isWarning }) => !isWarning);
  return (
    <div class="stack small" data-testid="coverage">
      {gaps.length > 0 && (
        <Notice tone="amber" title={NOT_ALL[language]}>
          {gaps.map((line) => (
            <p key={line.en}>{line[language]}</p>
          ))}
          {children}
        </Notice>
      )}
      {rest.length > 0 && <p class="soft">{rest.map((line) => line[language]).join(" ")}</p>}
    </div>
  );
}
