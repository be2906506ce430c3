/** What a commune's loudspeakers say. Greeting and sender first, as such stations do; read twice in a session. */
import { RADIO_ITEMS, type RadioItem, SCRIPT, wordCount } from "../loudspeaker.ts";
import type { Channel, Script } from "../model.ts";
import { type InBoth, make, type Said } from "../said.ts";
import { daySpoken, phoneSpoken, whenSpoken } from "../saying.ts";
import { RADIO_SCHEDULE, RADIO_TITLES } from "./radio-schedule.ts";

/** So many places are said aloud where there is time for them; the others stand on the board. */
const PLACES_SAID = 2;

function placesSpoken({ facts, language }: Said, most: number): string[] {
  const spoken = facts.places
    .slice(0, most)
    .map((place) => `${language === "vi" ? "Tại" : "At"} ${place.name}: ${whenSpoken(place, language)}.`);
  if (facts.places.length <= most) return spoken;
  const others =
    spoken.length === 0 ? { vi: "Nơi phát", en: "places" } : { vi: "Các nơi khác", en: "other places" };
  return [
    ...spoken,
    language === "vi"
      ? `${others.vi} mời bà con xem ở bảng tin.`
      : `For ${others.en} please see the notice board.`,
  ];
}

/** Days and hours are said more slowly than other words. */
const WORDS_WITH_PLACES = 170;

/** The script that names the most places and is not too long. */
function withPlaces(said: Said, scriptOf: (places: readonly string[]) => Script): Script {
  for (let most = PLACES_SAID; most > 0; most--) {
    const tried = scriptOf(placesSpoken(said, most));
    if (wordCount(tried.sections.flatMap(({ lines }) => lines)) <= WORDS_WITH_PLACES) return tried;
  }
  return scriptOf(placesSpoken(said, 0));
}

/** Whoever cannot keep an address in mind asks by phone. */
const appSpoken = ({ app, appAddressSpoken: address, language }: Said) =>
  language === "vi"
    ? `Ai có điện thoại thông minh thì mời cài ứng dụng ${app}${address === undefined ? "" : `, ở trang ${address}`}.`
    : `Who has a smartphone, please install the app ${app}${address === undefined ? "" : `, at ${address}`}.`;

const hotlineSpoken = ({ facts, language }: Said) =>
  language === "vi"
    ? `Cần hỏi gì, mời bà con gọi số ${phoneSpoken(facts.hotlines[0]!.phone)}.`
    : `If you have a question, please call ${phoneSpoken(facts.hotlines[0]!.phone)}.`;

/** Greeting and sender, the word itself, thanks. */
function script(said: Said, item: RadioItem, lines: readonly string[]): Script {
  const isVi = said.language === "vi";
  return {
    kind: "script",
    title: RADIO_TITLES[item][said.language],
    sections: [
      {
        heading: isVi ? "Đọc hai lần trong một buổi phát" : "Read twice in a session",
        lines: [
          isVi ? "Kính thưa toàn thể bà con nhân dân!" : "Dear people of our commune!",
          isVi ? `${said.sender} xin thông báo.` : `A word from ${said.sender}.`,
          ...lines,
          isVi ? "Xin cảm ơn bà con đã lắng nghe." : "Thank you for listening.",
        ],
      },
    ],
    mostSeconds: SCRIPT.seconds,
    mostWords: SCRIPT.words,
  };
}

const SCRIPTS: Readonly<Record<RadioItem, InBoth<Script>>> = {
  first: {
    vi: (said) =>
      script(said, "first", [
        "Sắp tới, bà con nào không có điện thoại thông minh được nhận thẻ đeo. Thẻ ghi lại đã ở gần thẻ hoặc điện thoại nào, để khi có ca bệnh đã xác nhận thì cán bộ truy vết gọi sớm người đã ở gần. Thẻ không ghi bà con đi đâu, không ghi âm.",
        `Phát thẻ ${said.datesSpoken}.`,
        ...(said.facts.bring === undefined ? [said.bring] : []),
        appSpoken(said),
        "Nhận hay không là tùy bà con. Ai không đeo vẫn được khám bệnh, đi học, đi làm như mọi người.",
        hotlineSpoken(said),
      ]),
    en: (said) =>
      script(said, "first", [
        "Soon everybody without a smartphone can get a token to wear. It notes which tokens or phones were near, so that when there is a confirmed case, case investigators can call early who was near. It does not note where you go, and records no sound.",
        `Tokens are handed out ${said.datesSpoken}.`,
        ...(said.facts.bring === undefined ? [said.bring] : []),
        appSpoken(said),
        "Whether you take one is up to you. Who wears none gets care, learns and works like everybody else.",
        hotlineSpoken(said),
      ]),
  },
  reminder: {
    vi: (said) =>
      script(said, "reminder", [
        `Xin nhắc bà con: ${said.datesSpoken} có phát thẻ đeo cho ai không có điện thoại thông minh.`,
        `${said.bring} Ông bà đi lại khó thì con cháu báo giúp trạm y tế.`,
        ...(said.isOneDay
          ? []
          : ["Phát nhiều ngày, bà con đến một trong các ngày phát là được; nơi và giờ xin gọi số dưới đây."]),
        hotlineSpoken(said),
      ]),
    en: (said) =>
      script(said, "reminder", [
        `A reminder: tokens for people without a smartphone are handed out ${said.datesSpoken}.`,
        `${said.bring} For those who find it hard to walk, please tell the station.`,
        ...(said.isOneDay
          ? []
          : ["There are several days: come on one of them; for place and hours please call this number."]),
        hotlineSpoken(said),
      ]),
  },
  "hand-out": {
    vi: (said) =>
      withPlaces(said, (places) =>
        script(said, "hand-out", [
          "Hiện nay đang có phát thẻ đeo cho bà con không có điện thoại thông minh.",
          ...places,
          said.bring,
          "Cán bộ sẽ đọc rõ thẻ ghi gì, ai được xem, rồi hỏi bà con có đồng ý không. Không đồng ý cũng không sao.",
          hotlineSpoken(said),
        ]),
      ),
    en: (said) =>
      withPlaces(said, (places) =>
        script(said, "hand-out", [
          "Tokens are being handed out to people without a smartphone.",
          ...places,
          said.bring,
          "Staff will read out what a token notes and who may see it, and then ask whether you agree. It is all right not to.",
          hotlineSpoken(said),
        ]),
      ),
  },
  sync: {
    vi: (said) =>
      script(said, "sync", [
        "Xin gửi lời tới bà con đang đeo thẻ.",
        said.say("weekly"),
        said.say("hold"),
        "Thẻ nháy đỏ thì có thể pin yếu, trạm sẽ xem và thay pin.",
        said.say("coinCell"),
        hotlineSpoken(said),
      ]),
    en: (said) =>
      script(said, "sync", [
        "A word to those who wear a token.",
        said.say("weekly"),
        said.say("hold"),
        "If it blinks red the battery may be low: the station looks and changes it.",
        said.say("coinCell"),
        hotlineSpoken(said),
      ]),
  },
  end: {
    vi: (said) =>
      script(said, "end", [
        said.facts.ends === undefined
          ? "Chương trình thẻ đeo sắp kết thúc."
          : `Chương trình thẻ đeo kết thúc vào ${daySpoken(said.facts.ends, "vi")}.`,
        said.say("theEnd"),
        "Mong bà con không tự tháo pin, không bỏ thẻ vào thùng rác. Cảm ơn bà con đã đeo thẻ vì nhau.",
        hotlineSpoken(said),
      ]),
    en: (said) =>
      script(said, "end", [
        said.facts.ends === undefined
          ? "The programme of tokens is about to end."
          : `The programme of tokens ends on ${daySpoken(said.facts.ends, "en")}.`,
        said.say("theEnd"),
        "Please do not take the battery out, and do not throw the token away. Thank you for having worn it for each other.",
        hotlineSpoken(said),
      ]),
  },
};

export const LOUDSPEAKER: Channel = {
  id: "loudspeaker",
  title: { vi: "Loa xã, phường", en: "The commune's loudspeakers" },
  handedTo: {
    vi: "Ủy ban nhân dân xã, nơi quản lý đài truyền thanh, duyệt rồi phát.",
    en: "The commune's People's Committee, which runs the radio, approves and broadcasts it.",
  },
  templates: [
    ...RADIO_ITEMS.map((item) => ({
      id: `loudspeaker-${item}`,
      title: RADIO_TITLES[item],
      make: make(SCRIPTS[item]),
    })),
    RADIO_SCHEDULE,
  ],
};
