/** A unit's facts in the words of one language, as templates put them into their sentences. */

import { sideAround } from "../paper/code.ts";
import { spokenAddress, typedAddress } from "./addresses.ts";
import { type ConsentLines, consentLines } from "./consent-lines.ts";
import type { Facts } from "./facts.ts";
import { handOutRanges } from "./hand-out-days.ts";
import type { Block, Branch, Code, Content, Language } from "./model.ts";
import {
  dayWords,
  hotlineWords,
  joined,
  phoneWords,
  placeWords,
  rangesNumbers,
  rangesSpoken,
  whenNumbers,
} from "./saying.ts";
import { statement } from "./statements.ts";

export interface Said {
  readonly facts: Facts;
  readonly language: Language;
  readonly name: string;
  /** For texts that are counted by the letter. */
  readonly shortName: string;
  readonly sender: string;
  /** The first one, for where there is room for one. */
  readonly hotline: string;
  readonly hotlines: string;
  readonly places: readonly string[];
  /** Whether tokens are handed out on one day alone. */
  readonly isOneDay: boolean;
  readonly dates: string;
  readonly datesSpoken: string;
  readonly bring: string;
  /** Nothing where the unit does not say it. */
  readonly free: readonly string[];
  readonly ends: readonly string[];
  readonly owner: string;
  readonly app: string;
  /** Where the app is, as people type it; aloud, where it can be said. */
  readonly appAddress: string;
  readonly appAddressSpoken: string | undefined;
  readonly consent: ConsentLines;
  /** Which text of consent sentences are taken from. */
  readonly consentVersion: string;
  readonly say: (name: Parameters<typeof statement>[0]) => string;
  /** Who says so, and where to ask. */
  readonly foot: readonly string[];
}

/** Texts that both languages have, made of the facts. */
export type InBoth<C extends Content> = Readonly<Record<Language, (said: Said) => C>>;

export const make =
  <C extends Content>(texts: InBoth<C>) =>
  (facts: Facts, language: Language): C =>
    texts[language](said(facts, language));

const FREE = {
  vi: "Thẻ, pin và thẻ thay đều không mất tiền.",
  en: "The token, its battery and a new one cost nothing.",
} as const;

function said(facts: Facts, language: Language): Said {
  const isVi = language === "vi";
  const { places, hotlines, dataOwner, app } = facts;
  const ranges = handOutRanges(facts);
  const consent = consentLines(ranges[0]!.from, language);
  const owner = [dataOwner.name, phoneWords(dataOwner.phone), dataOwner.address].filter(Boolean).join(", ");
  const sender = facts.sender ?? facts.name;
  const called = joined(hotlines.map(hotlineWords), language);
  return {
    facts,
    language,
    name: facts.name,
    shortName: facts.shortName ?? facts.name,
    sender,
    hotline: phoneWords(hotlines[0]!.phone),
    hotlines: called,
    places: places.map((place) => placeWords(place, language)),
    isOneDay: ranges.length === 1 && ranges[0]!.from === ranges[0]!.to,
    dates: rangesNumbers(ranges, language),
    datesSpoken: rangesSpoken(ranges, language),
    bring: facts.bring === undefined ? statement("nameAndYear", language) : bringWords(facts.bring, language),
    free: facts.free ? [FREE[language]] : [],
    ends: facts.ends === undefined ? [] : [dayWords(facts.ends, language)],
    owner,
    app: app.name,
    appAddress: typedAddress(app.address),
    appAddressSpoken: spokenAddress(app.address, language),
    consent,
    consentVersion: isVi ? `Lời xin đồng ý: bản ${consent.version}` : `Text of consent ${consent.version}`,
    say: (name) => statement(name, language),
    foot: [sender, isVi ? `Hỏi: ${called}` : `Ask: ${called}`],
  };
}

const bringWords = (things: readonly string[], language: Language) =>
  language === "vi" ? `Nhớ mang theo: ${joined(things, "vi")}.` : `Please bring: ${joined(things, "en")}.`;

/** The dark square of a code that is read in the hand is at least so wide, one on a wall three times as much (mm). */
export const CODE_IN_HAND = 50;
export const CODE_ON_WALL = 150;

/** Below a code stands the same in letters: who cannot scan types it, and who scans sees whether it leads there. */
export const lettered = (data: string, name: string): Omit<Code, "side"> => ({
  data,
  caption: `${name}: ${typedAddress(data)}`,
});

export const appPage = ({ facts, language }: Said) =>
  lettered(
    facts.app.address,
    language === "vi" ? `Trang của ${facts.app.name}` : `The page of ${facts.app.name}`,
  );

/** An address as a printed code, whose dark square is as wide as said. */
export const printed = (page: Omit<Code, "side">, dark: number): Code => ({
  ...page,
  side: Math.ceil(sideAround(page.data, dark)),
});

/** The two ways: who has a smartphone takes the app, who has none a token. With a width the app's address stands in it as a code. */
export function twoWays(one: Said, dark?: number): Block {
  return { kind: "two", left: phoneWay(one, dark), right: tokenWay(one) };
}

function phoneWay(one: Said, dark: number | undefined): Branch {
  return {
    pictogram: "phone",
    title: one.language === "vi" ? "Có điện thoại thông minh" : "With a smartphone",
    lines:
      one.language === "vi"
        ? [`Mời cài ứng dụng ${one.app}, bật Bluetooth.`]
        : [`Please install the app ${one.app}, and turn Bluetooth on.`],
    ...(dark !== undefined && { code: printed(appPage(one), dark) }),
  };
}

function tokenWay(one: Said): Branch {
  return {
    pictogram: "token",
    title: one.language === "vi" ? "Không có điện thoại thông minh" : "Without a smartphone",
    lines: [
      one.language === "vi" ? `Mời nhận thẻ đeo, ${one.dates}.` : `Please come for a token, ${one.dates}.`,
      one.bring,
    ],
  };
}

/** On paper so many places have room; more than two are told in short. */
const PLACES_PRINTED = 3;
const PLACES_AT_LENGTH = 2;

/** Where and when tokens are handed out. */
export function placesBlock({ facts, places, hotline, language }: Said): readonly Block[] {
  const isVi = language === "vi";
  // A line each: pictograms would make them taller.
  const isShort = places.length > PLACES_AT_LENGTH;
  const told = !isShort
    ? places
    : facts.places.slice(0, PLACES_PRINTED).map((place) => `${place.name}: ${whenNumbers(place, language)}`);
  const others = isVi ? `Còn nơi khác, xin hỏi số ${hotline}.` : `For other places please ask ${hotline}.`;
  const lines = places.length > PLACES_PRINTED ? [...told, others] : told;
  return [
    { kind: "heading", text: isVi ? "Nhận thẻ ở đâu, lúc nào" : "Where and when to get a token" },
    { kind: "points", items: lines.map((text) => (isShort ? { text } : { pictogram: "calendar", text })) },
  ];
}

/** How a token is worn and what its two lights say; with what the button is for where there is room. */
export function lightsBlock({ say }: Said, withButton = true): Block {
  return {
    kind: "points",
    items: [
      { pictogram: "wear", text: say("wear") },
      { pictogram: "green", text: say("green") },
      { pictogram: "red", text: say("red") },
      ...(withButton ? [{ pictogram: "hold-button" as const, text: say("hold") }] : []),
    ],
  };
}
