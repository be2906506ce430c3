/** What a unit posts of itself. */
import { typedAddress } from "../addresses.ts";
import type { Channel, Message, Slide, Slides } from "../model.ts";
import { type InBoth, lettered, make, type Said } from "../said.ts";

const POST: InBoth<Message> = {
  vi: (said) => ({
    kind: "message",
    title: "Bài đăng mạng xã hội",
    fields: [
      {
        name: "Bài đăng",
        text: [
          `Ông bà, cha mẹ không có điện thoại thông minh? ${said.name} mời nhận thẻ đeo ${said.app}, ${said.dates}.`,
          said.consent.part("notes"),
          ...said.places,
          said.bring,
          ...said.free,
          said.say("withoutIt"),
          `Ai có điện thoại thông minh, mời cài ứng dụng ${said.app}: ${said.appAddress}`,
          `Hỏi: ${said.hotlines}`,
          said.consentVersion,
        ].join("\n"),
        limit: { kind: "none" },
      },
      {
        name: "Mô tả ảnh",
        text: `Ảnh: hình chiếc thẻ đeo; chữ “Không có điện thoại thông minh? Mời nhận thẻ đeo”, ${said.dates}, số ${said.hotline}${said.facts.page === undefined ? "" : `; mã QR của trang hỏi đáp, ${typedAddress(said.facts.page)}`}.`,
        limit: { kind: "none" },
      },
    ],
  }),
  en: (said) => ({
    kind: "message",
    title: "Post for social networks",
    fields: [
      {
        name: "Post",
        text: [
          `Parents or grandparents without a smartphone? ${said.name} hands out ${said.app} tokens, ${said.dates}.`,
          said.consent.part("notes"),
          ...said.places,
          said.bring,
          ...said.free,
          said.say("withoutIt"),
          `With a smartphone, please install the app ${said.app}: ${said.appAddress}`,
          `Ask: ${said.hotlines}`,
          said.consentVersion,
        ].join("\n"),
        limit: { kind: "none" },
      },
      {
        name: "Description of the picture",
        text: `Picture: a token to wear; the words “No smartphone? Come for a token”, ${said.dates}, phone ${said.hotline}${said.facts.page === undefined ? "" : `; the QR code of the page of questions and answers, ${typedAddress(said.facts.page)}`}.`,
        limit: { kind: "none" },
      },
    ],
  }),
};

/** The app's page is for those who have a smartphone: this picture speaks of the others. */
const morePage = ({ facts, language }: Said): Pick<Slide, "code"> =>
  facts.page === undefined
    ? {}
    : { code: lettered(facts.page, language === "vi" ? "Hỏi đáp" : "Questions and answers") };

const SQUARE = [{ width: 1080, height: 1080 }] as const;

const PICTURE: InBoth<Slides> = {
  vi: (said) => ({
    kind: "slides",
    sizes: SQUARE,
    loops: false,
    slides: [
      {
        title: "Không có điện thoại thông minh? Mời nhận thẻ đeo",
        lines: [said.dates, `Hỏi: ${said.hotline}`],
        pictogram: "token",
        ...morePage(said),
        seconds: 0,
      },
    ],
  }),
  en: (said) => ({
    kind: "slides",
    sizes: SQUARE,
    loops: false,
    slides: [
      {
        title: "No smartphone? Come for a token",
        lines: [said.dates, `Ask: ${said.hotline}`],
        pictogram: "token",
        ...morePage(said),
        seconds: 0,
      },
    ],
  }),
};

export const SOCIAL: Channel = {
  id: "social",
  title: { vi: "Mạng xã hội", en: "Social networks" },
  handedTo: { vi: "Người quản lý trang của đơn vị.", en: "Whoever runs the unit's page." },
  templates: [
    { id: "social-post", title: { vi: "Bài đăng", en: "Post" }, make: make(POST) },
    { id: "social-picture", title: { vi: "Ảnh kèm bài", en: "Picture of the post" }, make: make(PICTURE) },
  ],
};
