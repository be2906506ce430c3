/** What the bench tells, as lines for whoever stands there; undefined of what only moves the bar. */

import { tokenName } from "../../protocol/identity.ts";
import { labelText } from "../contract/label.ts";
import { inBoth } from "./both.ts";
import { WHAT_TO_DO } from "./reasons.ts";
import type { News } from "./work.ts";

export function newsText(news: News): string | undefined {
  switch (news.kind) {
    case "waiting":
      return `${news.port}: đặt bo vào / put a board in`;
    case "found":
      return `${news.port}: bo / board ${news.unit}`;
    case "check":
      return news.result.state === "passed"
        ? undefined
        : `${news.port}: ${news.name}: not looked at, ${news.result.why}`;
    case "finished":
      return `${news.port}: ${tokenName(news.serial)} xong, dán nhãn / finished, label it: ${labelText(news.serial)} (${news.seconds} s)`;
    case "aside":
      return `${news.port}: ĐỂ RIÊNG / SET ASIDE ${news.unit}: ${news.reason}, ${news.words}. ${inBoth(WHAT_TO_DO[news.reason])}`;
    case "take-out":
      return `${news.port}: lấy bo ra / take the board out, it was set aside: ${news.unit}`;
    case "settled":
      return `${tokenName(news.serial)} (${news.serial}): ${news.as}`;
    case "step":
      return undefined;
  }
}
