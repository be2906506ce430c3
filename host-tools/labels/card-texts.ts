import { SIGNALS } from "../contract/signals.ts";

/** What stands on a wearer's card: short, large, in the order in which it is needed. docs/wearers.md says the same at length. */
export interface CardTexts {
  readonly title: string;
  readonly wear: string;
  readonly green: string;
  readonly red: string;
  readonly station: string;
  readonly lost: string;
  readonly battery: string;
  readonly free: string;
}

export const CARD: Readonly<Record<"vi" | "en", CardTexts>> = {
  vi: {
    title: "Thẻ Bluezone",
    wear: "Đeo trước ngực, ngoài áo, cả ngày. Không để trong túi xách, túi quần.",
    green: SIGNALS.green.vi,
    red: SIGNALS.red.vi,
    station: "Ở trạm: giữ nút 3 giây, đến khi đèn xanh nháy nhanh.",
    lost: "Mất hoặc hỏng thẻ, cần hỏi:",
    battery: "Pin cúc áo rất nguy hiểm nếu nuốt phải. Để xa trẻ nhỏ.",
    free: "Không ai bị từ chối vào cổng vì không có thẻ.",
  },
  en: {
    title: "Bluezone token",
    wear: "Wear it on the chest, outside the clothes, all day. Not in a bag or pocket.",
    green: SIGNALS.green.en,
    red: SIGNALS.red.en,
    station: "At the station: hold the button 3 seconds, until green blinks quickly.",
    lost: "Lost or broken, or to ask:",
    battery: "A coin cell is very dangerous if swallowed. Keep it away from small children.",
    free: "Nobody is refused entry for lacking a token.",
  },
};
