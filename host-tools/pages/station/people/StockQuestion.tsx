/** The stock says that this token is lost, broken or somewhere else: a mistake of the number, or of the stock. */
import type { StockDoubt } from "../../../contract/stock.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import { STOCK_DOUBT } from "../texts/stock-doubt.ts";

interface StockQuestionProps {
  readonly given: number;
  readonly doubt: StockDoubt;
  readonly work: Work;
  readonly onAnyway: () => void;
  readonly onOther: () => void;
}

export function StockQuestion({ given, doubt, work, onAnyway, onOther }: StockQuestionProps) {
  const t = useTexts(STOCK_DOUBT);
  const { says, despite } = t[doubt];
  return (
    <div class="stack" data-testid="stock-doubt">
      <h2>{t.title}</h2>
      <p>
        <TokenTag serial={given} />
      </p>
      <Notice tone="amber" live>
        <p>{says}</p>
        <p>{t.check}</p>
      </Notice>
      <Failure error={work.error} />
      <button type="button" class="button primary" disabled={work.isBusy} onClick={onOther}>
        {t.other}
      </button>
      <button type="button" class="button" data-testid="anyway" disabled={work.isBusy} onClick={onAnyway}>
        {despite}
      </button>
    </div>
  );
}
