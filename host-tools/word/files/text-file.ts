/** What is said or pasted, as a plain text that any editor on any computer opens with its marks. */
import type { Language, Message, Script } from "../model.ts";
import { smsLength } from "../sms.ts";

const COUNTED: Readonly<
  Record<
    Language,
    { letters: (n: number, most?: number) => string; parts: (n: number, parts: number) => string }
  >
> = {
  vi: {
    letters: (n, most) => (most === undefined ? `${n} ký tự` : `${n} ký tự, được ${most}`),
    parts: (n, parts) => `${n} ký tự, ${parts} tin`,
  },
  en: {
    letters: (n, most) => (most === undefined ? `${n} characters` : `${n} characters of ${most}`),
    parts: (n, parts) => `${n} characters, ${parts} ${parts === 1 ? "part" : "parts"}`,
  },
};

export function scriptText({ title, sections }: Script): string {
  const parts = sections.map(({ heading, lines }) => [
    ...(heading === undefined ? [] : [heading.toUpperCase()]),
    ...lines,
  ]);
  return textFile([[title], ...parts]);
}

/** Each field with how long it is, as whoever sends it counts. */
export function messageText({ title, fields }: Message, language: Language): string {
  const parts = fields.map(({ name, text, limit }) => {
    const counted = COUNTED[language];
    const { units, parts } = smsLength(text);
    const length =
      limit.kind === "sms"
        ? counted.parts(units, parts)
        : counted.letters([...text].length, limit.kind === "letters" ? limit.most : undefined);
    return [`[${name}: ${length}]`, text];
  });
  return textFile([[title], ...parts]);
}

/** Paragraphs with an empty line between them. The mark at the beginning tells old editors which letters these are. */
export function textFile(paragraphs: readonly (readonly string[])[]): string {
  const text = paragraphs.map((lines) => lines.join("\n")).join("\n\n");
  return `\u{feff}${text.normalize("NFC").replace(/\r?\n/g, "\r\n")}\r\n`;
}
