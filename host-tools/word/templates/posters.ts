/** What hangs on walls: at stations, gates, in vehicles, over a street. */
import type { Channel, Sheet, Template } from "../model.ts";
import {
  appPage,
  CODE_ON_WALL,
  type InBoth,
  lettered,
  lightsBlock,
  make,
  printed,
  type Said,
  twoWays,
} from "../said.ts";

const wall = (said: Said) => ({
  kind: "sheet" as const,
  format: "A3" as const,
  orientation: "portrait" as const,
  read: "standing" as const,
  foot: said.foot,
});

const STATION_POSTER: InBoth<Sheet> = {
  vi: (said) => ({
    ...wall(said),
    title: "Thẻ đeo: mời ghé trạm",
    lead: said.say("weekly"),
    blocks: [
      lightsBlock(said),
      { kind: "text", text: said.say("withoutIt") },
      { kind: "warning", text: said.say("coinCell") },
    ],
  }),
  en: (said) => ({
    ...wall(said),
    title: "Tokens: please come by",
    lead: said.say("weekly"),
    blocks: [
      lightsBlock(said),
      { kind: "text", text: said.say("withoutIt") },
      { kind: "warning", text: said.say("coinCell") },
    ],
  }),
};

const siteCode = (said: Said, name: string) => ({
  kind: "code" as const,
  ...printed(lettered(said.facts.site!, name), CODE_ON_WALL),
});

/** Who walks by reads it: few words in letters as large as they must be, so that it takes two sheets, one beside the other. */
const inPassing = (said: Said) => ({ ...wall(said), read: "afar" as const, mostPages: 2 });

const GATE_POSTER: InBoth<Sheet> = {
  vi: (said) => ({
    ...inPassing(said),
    title: "Mời vào",
    lead: said.say("withoutIt"),
    blocks: [
      {
        kind: "points",
        items: [
          { pictogram: "token", text: "Có thẻ: nhấn nút rồi thả, chờ đèn xanh." },
          { pictogram: "everybody-in", text: "Không có: xin mời cứ vào." },
        ],
      },
      { kind: "small", text: `${said.say("gateNotice")} Hỏi: ${said.owner}.` },
      { kind: "turn" },
      { kind: "points", items: [{ pictogram: "phone", text: "Có điện thoại: nếu muốn, quét mã." }] },
      siteCode(said, "Mã của cổng này"),
    ],
  }),
  en: (said) => ({
    ...inPassing(said),
    title: "Welcome",
    lead: said.say("withoutIt"),
    blocks: [
      {
        kind: "points",
        items: [
          { pictogram: "token", text: "Token: press, let go, wait for green." },
          { pictogram: "everybody-in", text: "Neither: please just come in." },
        ],
      },
      { kind: "small", text: `${said.say("gateNotice")} Ask: ${said.owner}.` },
      { kind: "turn" },
      { kind: "points", items: [{ pictogram: "phone", text: "Phone: scan the code, if you like." }] },
      siteCode(said, "This gate's code"),
    ],
  }),
};

const VEHICLE_POSTER: InBoth<Sheet> = {
  vi: (said) => ({
    ...wall(said),
    title: "Thẻ hay ứng dụng?",
    blocks: [twoWays(said), { kind: "code", ...printed(appPage(said), CODE_ON_WALL) }],
    foot: [`Hỏi: ${said.hotline}`, said.sender],
  }),
  en: (said) => ({
    ...wall(said),
    title: "Token or app?",
    blocks: [twoWays(said), { kind: "code", ...printed(appPage(said), CODE_ON_WALL) }],
    foot: [`Ask: ${said.hotline}`, said.sender],
  }),
};

const BANNER: InBoth<Sheet> = {
  vi: (said) => ({
    kind: "sheet",
    format: "banner",
    orientation: "landscape",
    read: "standing",
    title: `Mời nhận thẻ đeo ${said.app}`,
    blocks: [{ kind: "text", text: said.dates }],
    foot: [`Hỏi: ${said.hotline}`, said.shortName],
  }),
  en: (said) => ({
    kind: "sheet",
    format: "banner",
    orientation: "landscape",
    read: "standing",
    title: `Come for a ${said.app} token`,
    blocks: [{ kind: "text", text: said.dates }],
    foot: [`Ask: ${said.hotline}`, said.shortName],
  }),
};

const gatePoster: Template = {
  id: "gate-poster",
  title: { vi: "Áp phích cổng, có mã của cổng", en: "Gate's poster with the site's code" },
  make: (facts, language) => (facts.site === undefined ? undefined : make(GATE_POSTER)(facts, language)),
};

export const STATION: Channel = {
  id: "station",
  title: { vi: "Trạm y tế", en: "Health station" },
  handedTo: { vi: "Trạm y tế, dán trong phòng chờ.", en: "The health station, for its waiting room." },
  templates: [
    {
      id: "station-poster",
      title: { vi: "Áp phích trạm", en: "Station's poster" },
      make: make(STATION_POSTER),
    },
  ],
};

export const GATE: Channel = {
  id: "gate",
  title: { vi: "Cổng cơ quan, nhà máy, trường học", en: "Gates" },
  handedTo: {
    vi: "Người phụ trách cổng. Dán hai tờ cạnh nhau, ngang tầm mắt, cạnh lối vào.",
    en: "Whoever is in charge of the gate. Both sheets side by side, at the height of eyes, beside the way in.",
  },
  templates: [gatePoster],
};

export const TRANSPORT: Channel = {
  id: "transport",
  title: { vi: "Bến xe, nhà ga, xe buýt", en: "Stations and vehicles" },
  handedTo: { vi: "Ban quản lý bến và nhà xe.", en: "Those who run stations and buses." },
  templates: [
    {
      id: "vehicle-poster",
      title: { vi: "Áp phích bến xe, trên xe", en: "Poster for stations and vehicles" },
      make: make(VEHICLE_POSTER),
    },
  ],
};

export const STREET: Channel = {
  id: "street",
  title: { vi: "Băng rôn", en: "Banner" },
  handedTo: { vi: "Nơi in và treo băng rôn của xã.", en: "Who prints and hangs the commune's banners." },
  templates: [{ id: "banner", title: { vi: "Băng rôn 3 × 1 m", en: "Banner 3 × 1 m" }, make: make(BANNER) }],
};
