/** What the public word is made of: a template turns a unit's facts into one of these contents, in each language. */
import type { Facts } from "./facts.ts";
import type { Language, Words } from "./language.ts";

export { LANGUAGES, type Language, type Words } from "./language.ts";

/** Drawn for this; each means one thing. */
export const PICTOGRAMS = [
  "token",
  "phone",
  "wear",
  "near",
  "green",
  "red",
  "hold-button",
  "station",
  "call",
  "no-place",
  "no-sound",
  "coin-cell",
  "calendar",
  "return",
  "everybody-in",
  "home",
] as const;
export type Pictogram = (typeof PICTOGRAMS)[number];

/** One of the two ways: who has a smartphone, and who has none. */
export interface Branch {
  readonly pictogram: Pictogram;
  readonly title: string;
  readonly lines: readonly string[];
  /** An address as a code, where the way leads to a page. */
  readonly code?: Code;
}

export interface Code {
  readonly data: string;
  readonly caption: string;
  /** Side of the printed code with its quiet zone, mm. */
  readonly side: number;
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  /** Where all else is read from afar: for who comes close and asks more. */
  | { readonly kind: "small"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "steps"; readonly items: readonly string[] }
  | { readonly kind: "points"; readonly items: readonly PictogramLine[] }
  | { readonly kind: "answer"; readonly question: string; readonly answer: string }
  | { readonly kind: "two"; readonly left: Branch; readonly right: Branch }
  | ({ readonly kind: "code" } & Code)
  | { readonly kind: "pictogram"; readonly name: Pictogram }
  /** Lines to be filled in by hand. */
  | { readonly kind: "fields"; readonly items: readonly string[] }
  /** Boxes to be ticked by hand, none beforehand. */
  | { readonly kind: "boxes"; readonly question: string; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "warning"; readonly text: string }
  /** What comes behind it stands on the next page, or on the next face of a card. */
  | { readonly kind: "turn" };

interface PictogramLine {
  readonly pictogram?: Pictogram;
  readonly text: string;
}

/** mm: A3 297 × 420, A4 210 × 297, A5 148 × 210, card (folded, one face) 74 × 105, banner 3000 × 1000. */
type PaperFormat = "A3" | "A4" | "A5" | "card" | "banner";

/** Something printed. `read`: in passing from two metres, standing before it, or held in the hand; it decides the size of letters. */
export interface Sheet {
  readonly kind: "sheet";
  readonly format: PaperFormat;
  readonly orientation: "portrait" | "landscape";
  readonly read: "afar" | "standing" | "held";
  /** Where a list may be too long for as many as its kind has. */
  readonly mostPages?: number;
  readonly title: string;
  readonly lead?: string;
  readonly blocks: readonly Block[];
  /** Who says so, and where to ask. */
  readonly foot: readonly string[];
}

export interface Slide {
  readonly title: string;
  readonly lines: readonly string[];
  readonly pictogram?: Pictogram;
  readonly code?: Omit<Code, "side">;
  readonly seconds: number;
}

/** A screen without sound, or a picture for a post. */
export interface Slides {
  readonly kind: "slides";
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  readonly slides: readonly Slide[];
  /** Shown over and over. */
  readonly loops: boolean;
}

/** Something said aloud, or read by who speaks with people. */
export interface Script {
  readonly kind: "script";
  readonly title: string;
  readonly sections: readonly { readonly heading?: string; readonly lines: readonly string[] }[];
  /** Of what is said: headings are not. */
  readonly mostSeconds?: number;
  readonly mostWords?: number;
}

type Limit =
  | { readonly kind: "sms"; readonly mostParts: 1 | 2 | 3 }
  | { readonly kind: "letters"; readonly least: number; readonly most: number }
  | { readonly kind: "none" };

/** Something that is pasted into another's form, field by field. */
export interface Message {
  readonly kind: "message";
  readonly title: string;
  readonly fields: readonly { readonly name: string; readonly text: string; readonly limit: Limit }[];
}

/** A table for a spreadsheet. */
export interface Calendar {
  readonly kind: "calendar";
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Content = Sheet | Slides | Script | Message | Calendar;

export interface Template {
  /** Of its files, too: "loudspeaker-first". */
  readonly id: string;
  readonly title: Words;
  /** Undefined where the facts have nothing to make it of: a gate's poster without a site's code. */
  readonly make: (facts: Facts, language: Language) => Content | undefined;
}

/** Whom a kit goes through, and what it consists of. */
export interface Channel {
  readonly id: string;
  readonly title: Words;
  /** To whom these texts are handed: the programme sends nothing itself. */
  readonly handedTo: Words;
  readonly templates: readonly Template[];
}
