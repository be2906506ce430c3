/**
 * What is read to a person before anything is kept of them, by version; a text that has been used is never changed.
 * Counsel must confirm them before use (docs/legal.md).
 */
import type { ConsentWords } from "./persons.ts";

interface ConsentText extends ConsentWords {
  /** First day of use. */
  readonly from: string;
}

/** Said at every place where somebody might think otherwise. */
export const NOBODY_IS_TURNED_AWAY = {
  vi: "Không ai bị từ chối vào cổng, khám bệnh, đi học hay đi làm vì không đeo thẻ.",
  en: "Nobody is refused entry, care, school or work for not wearing a token.",
} as const;

/** Sentences as they are read aloud, a line each: what is noted, who sees it, how long, what a "no" means. */
const lines = (...sentences: readonly string[]) => sentences.join("\n");

/** Of the texts from before tokens did it. */
const CALL_BY_TOKEN = {
  purpose: "call-by-token",
  vi: lines(
    "Hỏi thêm một việc nữa: khi trạm cần gặp ông bà, thẻ có thể nháy đèn đỏ để nhắc ông bà đến trạm.",
    "Để làm vậy, máy của tỉnh dùng số thẻ của ông bà. Trạm chỉ biết là cần gặp ông bà, không biết vì sao.",
    "Ai đứng gần cũng thấy đèn đỏ. Đèn không nói vì sao: khi pin yếu đèn cũng nháy đỏ.",
    "Lời nhắc bị xóa khi ông bà đã đến trạm, chậm nhất là sau 21 ngày. Hiện thẻ chưa nhắc như vậy. Khi nào bắt đầu, trạm sẽ báo trước.",
    "Không đồng ý cũng không sao: vẫn nhận thẻ, và khi cần thì cán bộ gọi điện hoặc đến nhà. Đổi ý lúc nào cũng được.",
  ),
  en: lines(
    "Another question: when the station needs to see you, your token can blink red to remind you to come.",
    "For this the province's computer uses your token's number. The station knows only that you are to be seen, not why.",
    "Whoever is near can see the red light. The light does not say why: it also blinks red when the battery is low.",
    "The reminder is deleted once you have come, after 21 days at the latest. Tokens do not do this yet. The station will tell you before they do.",
    "It is all right not to agree: you get the token, and somebody phones or visits you if needed. You may change your mind at any time.",
  ),
} as const;

/** Since tokens do it: how a call gets to the token, and that it ends. */
const CALL_BY_TOKEN_NOW = {
  purpose: "call-by-token",
  vi: lines(
    "Hỏi thêm một việc nữa: khi trạm cần gặp ông bà, thẻ có thể nháy đèn đỏ để nhắc ông bà đến trạm.",
    "Máy ở trạm và ở các cổng phát lời nhắc mà chỉ thẻ của ông bà hiểu. Máy không biết lời nhắc là của ai. Để biết phát ở đâu, máy chủ của tỉnh xem trong tuần thẻ đã qua những cổng nào.",
    "Trạm chỉ biết là cần gặp ông bà, không biết vì sao.",
    "Ai đứng gần cũng thấy đèn đỏ. Đèn không nói vì sao: khi pin yếu hoặc lâu chưa đồng bộ đèn cũng nháy đỏ.",
    "Lời nhắc hết khi ông bà đã đến trạm đồng bộ thẻ, chậm nhất là sau 7 ngày. Sau 21 ngày thì bị xóa.",
    "Không đồng ý cũng không sao: vẫn nhận thẻ, và khi cần thì cán bộ gọi điện hoặc đến nhà. Đổi ý lúc nào cũng được.",
  ),
  en: lines(
    "Another question: when the station needs to see you, your token can blink red to remind you to come.",
    "Devices at the station and at gates send a reminder that only your token understands. They do not know whose it is. To know where to send it, the province's computer looks up which gates your token passed that week.",
    "The station knows only that you are to be seen, not why.",
    "Whoever is near can see the red light. The light does not say why: it also blinks red when the battery is low, or when the token was not synced for long.",
    "The reminder ends once you have come and had your token synced, after 7 days at the latest. It is deleted after 21 days.",
    "It is all right not to agree: you get the token, and somebody phones or visits you if needed. You may change your mind at any time.",
  ),
} as const;

/** Unchanged since gates write down what passes. */
const CONTACTS_AND_GATES = {
  vi: lines(
    "Thẻ này giúp tìm những người đã ở gần một ca bệnh, để gọi họ sớm.",
    "Thẻ ghi lại: đã ở gần thẻ hoặc điện thoại nào, lúc nào, bao lâu. Thẻ không ghi ông bà đi đâu. Thẻ không ghi âm, không ghi hình.",
    "Nhật ký của thẻ chỉ được đọc khi ông bà giữ nút trên thẻ ở trạm.",
    "Ở cổng cơ quan, nhà máy, trường học, bến xe có thể có máy. Máy ghi một mã đã vào hay đã ra, không ghi tên. Mã đó của ai thì chỉ tìm khi có ca bệnh.",
    "Chỉ cán bộ truy vết được xem ai đã ở gần ai, và chỉ khi có ca bệnh đã xác nhận. Mỗi lần xem đều được ghi lại. Trạm y tế, nơi làm việc và trường học không xem được.",
    "Họ tên, năm sinh và số điện thoại (nếu ông bà cho) thì trạm y tế thấy, nơi làm việc hay trường học của ông bà thấy, và cán bộ truy vết thấy, để phát thẻ và để gọi khi cần.",
    "Nhật ký bị xóa sau 21 ngày. Phần thuộc một ca bệnh đang mở thì giữ đến 21 ngày sau khi ca bệnh khép lại.",
    "Lúc nào ông bà cũng có thể đến trạm để xem, sửa, lấy bản sao, hoặc không đồng ý nữa. Khi đó ông bà trả thẻ, và mọi thứ về ông bà bị xóa.",
    `Không đồng ý cũng không sao. ${NOBODY_IS_TURNED_AWAY.vi}`,
  ),
  en: lines(
    "This token helps to find people who were near somebody with a confirmed illness, so that they are called early.",
    "The token notes which tokens or phones were near, when, and for how long. It does not note where you go. It records no sound and no pictures.",
    "The token's log is read out only when you hold its button at a station.",
    "At gates of offices, factories, schools and bus stations there may be a device. It notes that a code went in or out, and no name. Whose code it is, is looked for only when there is a case.",
    "Only case investigators may see who was near whom, and only when there is a confirmed case. Each look is written down. Health stations, workplaces and schools cannot see it.",
    "Your name, year of birth and phone number (if you give one) are seen by the health station, by your workplace or school, and by case investigators, in order to hand out tokens and to call you if needed.",
    "The log is deleted after 21 days. What belongs to an open case is kept until 21 days after the case is closed.",
    "At any time you may come to the station to see, correct, take a copy, or no longer agree. Then you give the token back, and everything about you is deleted.",
    `It is all right not to agree. ${NOBODY_IS_TURNED_AWAY.en}`,
  ),
} as const;

/** Unchanged since people are named in an emergency. */
const REGISTER = {
  purpose: "register",
  vi: lines(
    "Hỏi thêm một việc: khi một tòa nhà gặp nạn, như cháy hay sập, người cứu hộ cần biết còn ai ở trong.",
    "Nếu ông bà đồng ý thì lúc đó người phụ trách ở nơi ấy xem được tên ông bà, nếu thẻ của ông bà đã vào mà chưa ra.",
    "Chỉ xem được ai còn ở trong ngay lúc đó, nhiều nhất là một giờ. Không xem được giờ vào, giờ ra hay những ngày trước. Mỗi lần xem đều được ghi lại.",
    "Không đồng ý cũng không sao: vẫn nhận thẻ, vẫn vào tòa nhà như mọi người. Đổi ý lúc nào cũng được.",
  ),
  en: lines(
    "One more question: when something happens in a building, such as a fire or a collapse, rescuers must know who is still inside.",
    "If you agree, whoever is in charge there may see your name then, if your token went in and did not come out.",
    "They see only who is inside at that moment, for an hour at most: not when you came or went, and no other day. Each look is written down.",
    "It is all right not to agree: you get the token and enter the building like everybody else. You may change your mind at any time.",
  ),
} as const;

export const CONSENT_TEXTS: readonly ConsentText[] = [
  {
    version: "2026-1",
    from: "2026-01-01",
    vi: `Thẻ ghi lại những thẻ và điện thoại ở gần, lúc nào và bao lâu; thẻ không ghi nơi bạn ở, không ghi âm, không ghi hình. Nhật ký chỉ được đọc khi bạn giữ nút trên thẻ tại trạm, và chỉ được dùng để tìm người ở gần một ca bệnh đã xác nhận. Trạm giữ họ tên, năm sinh và số điện thoại (nếu bạn cho) để gọi khi cần. Nhật ký bị xóa sau 21 ngày, trừ phần thuộc một ca bệnh đang mở. Bạn có thể xem, sửa, nhận bản sao, hoặc rút lại sự đồng ý bất cứ lúc nào tại trạm; khi đó mọi thứ về bạn bị xóa. ${NOBODY_IS_TURNED_AWAY.vi}`,
    en: `The token notes which tokens and phones are near, when and for how long; it notes no places, sounds or pictures. The log is read only when you hold the token's button at a station, and used only to find who was near a confirmed case. The station keeps your name, year of birth and phone number (if you give one) in order to call you if needed. The log is deleted after 21 days, except what belongs to an open case. At the station you may see, correct, take a copy, or withdraw your consent at any time; then everything about you is deleted. ${NOBODY_IS_TURNED_AWAY.en}`,
  },
  {
    version: "2026-2",
    from: "2026-11-01",
    vi: lines(
      "Thẻ này giúp tìm những người đã ở gần một ca bệnh, để gọi họ sớm.",
      "Thẻ ghi lại: đã ở gần thẻ hoặc điện thoại nào, lúc nào, bao lâu. Thẻ không ghi ông bà đi đâu. Thẻ không ghi âm, không ghi hình.",
      "Nhật ký của thẻ chỉ được đọc khi ông bà giữ nút trên thẻ ở trạm.",
      "Chỉ cán bộ truy vết được xem ai đã ở gần ai, và chỉ khi có ca bệnh đã xác nhận. Mỗi lần xem đều được ghi lại. Trạm y tế, nơi làm việc và trường học không xem được.",
      "Họ tên, năm sinh và số điện thoại (nếu ông bà cho) thì trạm y tế thấy, nơi làm việc hay trường học của ông bà thấy, và cán bộ truy vết thấy, để phát thẻ và để gọi khi cần.",
      "Nhật ký bị xóa sau 21 ngày. Phần thuộc một ca bệnh đang mở thì giữ đến 21 ngày sau khi ca bệnh khép lại.",
      "Lúc nào ông bà cũng có thể đến trạm để xem, sửa, lấy bản sao, hoặc không đồng ý nữa. Khi đó ông bà trả thẻ, và mọi thứ về ông bà bị xóa.",
      `Không đồng ý cũng không sao. ${NOBODY_IS_TURNED_AWAY.vi}`,
    ),
    en: lines(
      "This token helps to find people who were near somebody with a confirmed illness, so that they are called early.",
      "The token notes which tokens or phones were near, when, and for how long. It does not note where you go. It records no sound and no pictures.",
      "The token's log is read out only when you hold its button at a station.",
      "Only case investigators may see who was near whom, and only when there is a confirmed case. Each look is written down. Health stations, workplaces and schools cannot see it.",
      "Your name, year of birth and phone number (if you give one) are seen by the health station, by your workplace or school, and by case investigators, in order to hand out tokens and to call you if needed.",
      "The log is deleted after 21 days. What belongs to an open case is kept until 21 days after the case is closed.",
      "At any time you may come to the station to see, correct, take a copy, or no longer agree. Then you give the token back, and everything about you is deleted.",
      `It is all right not to agree. ${NOBODY_IS_TURNED_AWAY.en}`,
    ),
    optional: [
      {
        purpose: "register",
        vi: lines(
          "Hỏi thêm một việc: khi một tòa nhà gặp nạn, như cháy hay sập, người cứu hộ cần biết còn ai ở trong.",
          "Nếu ông bà đồng ý, cửa tòa nhà ghi lại thẻ của ông bà vào lúc nào, ra lúc nào.",
          "Chỉ người phụ trách cứu hộ được xem tên ông bà, và chỉ trong lúc khẩn cấp. Lượt vào ra bị xóa sau 24 giờ.",
          "Hiện chưa có cửa nào ghi như vậy. Khi nào có, trạm sẽ báo trước.",
          "Không đồng ý cũng không sao: vẫn nhận thẻ, vẫn vào tòa nhà như mọi người. Đổi ý lúc nào cũng được.",
        ),
        en: lines(
          "One more question: when something happens in a building, such as a fire or a collapse, rescuers must know who is still inside.",
          "If you agree, the building's door notes when your token goes in and when it comes out.",
          "Only whoever leads the rescue may see your name, and only during the emergency. Goings in and out are deleted after 24 hours.",
          "No door does this yet. The station will tell you before one does.",
          "It is all right not to agree: you get the token and enter the building like everybody else. You may change your mind at any time.",
        ),
      },
      CALL_BY_TOKEN,
    ],
  },
  {
    version: "2026-3",
    from: "2026-11-30",
    ...CONTACTS_AND_GATES,
    optional: [REGISTER, CALL_BY_TOKEN],
  },
  {
    version: "2026-4",
    from: "2026-11-30",
    ...CONTACTS_AND_GATES,
    optional: [REGISTER, CALL_BY_TOKEN_NOW],
  },
];

/** The first text by which people can be named among those inside: who said yes to one before said it to what was not done yet. */
export const REGISTER_SINCE = "2026-3";
/** The first text by which people can be called by their token: the ones before say that the station tells them first. */
export const CALL_BY_TOKEN_SINCE = "2026-4";

/** Whether a version of the text is this one or a later one; false of one that nobody knows. */
export function isSince(version: string, first: string): boolean {
  const at = (one: string) => CONSENT_TEXTS.findIndex((text) => text.version === one);
  return at(version) >= at(first);
}

export function consentText(version: string): ConsentText | undefined {
  return CONSENT_TEXTS.find((text) => text.version === version);
}

/** The text to be read on a day. */
export function currentConsentText(date: string): ConsentText {
  return CONSENT_TEXTS.findLast((text) => text.from <= date) ?? CONSENT_TEXTS[0]!;
}

/** As it is sent to who reads it. */
export function consentWordsOn(date: string): ConsentWords {
  const { from: _, ...words } = currentConsentText(date);
  return words;
}
