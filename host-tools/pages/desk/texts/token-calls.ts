/** Texts of calls by token: whoever has no phone is asked to the station by their token's red blink. */
import type { Both } from "../../shared/language.ts";

const VI = {
  title: "Gọi qua thẻ",
  lead: "Dành cho người không gọi điện được. Thẻ của họ qua gần trạm hoặc cổng có máy phát thì bắt đầu nháy đỏ, trong 7 ngày hoặc đến khi họ đồng bộ thẻ. Đèn không nói vì sao. Trạm chỉ được báo là cần gặp người đó.",
  slow: "Máy bắt đầu phát sau 15 đến 30 phút. Thẻ chỉ báo đã nghe hay chưa khi đồng bộ, nên lúc này chưa biết họ đã thấy đèn chưa.",
  call: "Gọi qua thẻ",
  callOf: (name: string) => `Gọi ${name} qua thẻ`,
  again: "Gọi lại qua thẻ",
  againOf: (name: string) => `Gọi lại ${name} qua thẻ`,
  withdraw: "Rút lời gọi",
  withdrawOf: (name: string) => `Rút lời gọi ${name}`,
  "no-token": "Không đeo thẻ nào: hãy gọi điện hoặc đến nhà.",
  "no-consent": "Chưa đồng ý để thẻ nhắc đến trạm: hãy gọi điện hoặc đến nhà. Trạm hỏi lại được khi gặp.",
  calling: (since: string, until: string) => `Đang gọi từ ${since}, nhiều nhất đến ${until}.`,
  came: (at: string) => `Đã đến đồng bộ thẻ lúc ${at}.`,
  withdrawn: (at: string) => `Đã rút lúc ${at}. Thẻ thôi nháy khi nghe máy phát lần sau.`,
  over: (at: string) => `Đã hết 7 ngày lúc ${at}, chưa thấy đến.`,
  heard: (at: string) => `Thẻ đã nghe lời gọi lúc ${at}.`,
  notHeard: "Thẻ không ghi là đã nghe lời gọi.",
  by: (name: string) => `Người gọi: ${name}.`,
  none: "Chưa gọi ai qua thẻ. Mở chi tiết của một người để gọi.",
};

export const TOKEN_CALLS: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "Call by token",
    lead: "For somebody who cannot be phoned. Their token begins to blink red once it was near a station or gate that sends the call, for 7 days or until it is synced. The light does not say why. The station is told only that they are to be seen.",
    slow: "It is sent 15 to 30 minutes from now on. A token tells whether it heard the call when it is synced, so nobody knows yet whether they saw the light.",
    call: "Call by token",
    callOf: (name) => `Call ${name} by token`,
    again: "Call by token again",
    againOf: (name) => `Call ${name} by token again`,
    withdraw: "Withdraw the call",
    withdrawOf: (name) => `Withdraw the call to ${name}`,
    "no-token": "They wear no token: phone or visit them.",
    "no-consent":
      "They did not agree that the token asks them to come: phone or visit them. The station can ask them again.",
    calling: (since, until) => `Called since ${since}, until ${until} at most.`,
    came: (at) => `They came and had the token synced at ${at}.`,
    withdrawn: (at) =>
      `Withdrawn at ${at}. The token stops blinking when it is next near a place that sends.`,
    over: (at) => `The 7 days were over at ${at}; they did not come.`,
    heard: (at) => `The token heard the call at ${at}.`,
    notHeard: "The token did not note that it heard the call.",
    by: (name) => `Called by ${name}.`,
    none: "Nobody is called by token. Open somebody's details to call them.",
  },
};
