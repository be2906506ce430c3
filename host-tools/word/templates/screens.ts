/** Screens in lifts and buses, without sound: a slide stays as long as it takes to be read. */
import type { Channel, Slides } from "../model.ts";
import { appPage, type InBoth, make, type Said } from "../said.ts";

const LIFT = [{ width: 1080, height: 1920 }] as const;
const BUS = [{ width: 1920, height: 1080 }] as const;

const SLIDES: InBoth<Slides> = {
  vi: (said) => ({
    kind: "slides",
    sizes: LIFT,
    loops: true,
    slides: [
      {
        title: "Có điện thoại thông minh?",
        lines: [`Mời cài ứng dụng ${said.app}, bật Bluetooth.`],
        pictogram: "phone",
        code: appPage(said),
        seconds: 5,
      },
      {
        title: "Không có? Mời nhận thẻ đeo",
        lines: [said.dates, ...said.free, `Hỏi: ${said.hotline}`],
        pictogram: "token",
        seconds: 5,
      },
      {
        title: "Đeo hay không, tùy bà con",
        lines: [said.say("withoutIt")],
        pictogram: "everybody-in",
        seconds: 5,
      },
    ],
  }),
  en: (said) => ({
    kind: "slides",
    sizes: LIFT,
    loops: true,
    slides: [
      {
        title: "With a smartphone?",
        lines: [`Please install the app ${said.app}, and turn Bluetooth on.`],
        pictogram: "phone",
        code: appPage(said),
        seconds: 5,
      },
      {
        title: "Without? Come for a token",
        lines: [said.dates, ...said.free, `Ask: ${said.hotline}`],
        pictogram: "token",
        seconds: 5,
      },
      {
        title: "It is up to you",
        lines: [said.say("withoutIt")],
        pictogram: "everybody-in",
        seconds: 5,
      },
    ],
  }),
};

/** Who waits for a bus has no time to scan: of a code there are the letters. */
const onBuses = (texts: InBoth<Slides>): InBoth<Slides> => {
  const lying = (slides: Slides): Slides => ({
    ...slides,
    sizes: BUS,
    slides: slides.slides.map(({ code, ...slide }) =>
      code ? { ...slide, lines: [...slide.lines, code.caption] } : slide,
    ),
  });
  return { vi: (said: Said) => lying(texts.vi(said)), en: (said: Said) => lying(texts.en(said)) };
};

export const SCREENS: Channel = {
  id: "screens",
  title: { vi: "Màn hình thang máy, xe buýt", en: "Screens in lifts and buses" },
  handedTo: {
    vi: "Ban quản lý tòa nhà, công ty màn hình quảng cáo, nhà xe.",
    en: "Managements of buildings, who runs the screens, bus companies.",
  },
  templates: [
    { id: "lift-screen", title: { vi: "Màn hình thang máy", en: "Lift screen" }, make: make(SLIDES) },
    {
      id: "bus-screen",
      title: { vi: "Màn hình xe buýt, nhà ga", en: "Bus and station screen" },
      make: make(onBuses(SLIDES)),
    },
  ],
};
