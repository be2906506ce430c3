/** From a unit's facts to the files of a channel, in one ZIP that can be handed on. */
import { type Zippable, zipSync } from "fflate";
import type { Sender } from "../drawing/frame.ts";
import { sheetPages } from "../drawing/sheet.ts";
import { slidePage } from "../drawing/slide.ts";
import type { Facts } from "../facts.ts";
import { pdfOf } from "../files/pdf.ts";
import { pngOf } from "../files/png.ts";
import { scheduleFile } from "../files/schedule.ts";
import { slidesPage } from "../files/slides-page.ts";
import { messageText, scriptText } from "../files/text-file.ts";
import { pictureIn } from "../logo.ts";
import type { Channel, Language, Sheet, Slides, Template } from "../model.ts";
import type { KitFile, KitOf } from "./kit-of.ts";
import { readMe } from "./read-me.ts";

/** Pixels of a picture's longer side: sharp on a phone, and small enough to be sent. */
const LONGEST = 1800;
/** All files are of one day: the same facts are the same bytes. */
const MADE = new Date(2000, 0, 1);

/** Nothing where the facts have nothing for this channel. Throws DoesNotFit. `done` is called after each template. */
export async function channelZip(
  channel: Channel,
  kit: KitOf,
  done: () => void = () => {},
): Promise<Uint8Array | undefined> {
  const files: KitFile[] = [];
  for (const template of channel.templates) {
    for (const language of kit.languages) files.push(...(await templateFiles(template, language, kit)));
    done();
  }
  if (files.length === 0) return undefined;
  files.unshift(readMe(channel, kit, files));
  return zipOf(files);
}

/** Nothing where the facts have nothing to make a template of. Throws DoesNotFit. */
export async function templateFiles(template: Template, language: Language, kit: KitOf): Promise<KitFile[]> {
  const content = template.make(kit.facts, language);
  if (!content) return [];
  const name = `${template.id}.${language}`;
  const text = (made: string): KitFile[] => [{ name: `${name}.txt`, bytes: new TextEncoder().encode(made) }];
  if (content.kind === "script") return text(scriptText(content));
  if (content.kind === "message") return text(messageText(content, language));
  if (content.kind === "calendar") return [{ name: `${name}.xlsx`, bytes: await scheduleFile(content) }];
  const one = { id: template.id, title: template.title[language], language, name };
  return content.kind === "sheet" ? sheetFiles(one, content, kit) : slideFiles(one, content, kit);
}

/** As one ZIP, in which pictures and PDF are not packed once more. */
export function zipOf(files: readonly KitFile[]): Uint8Array {
  const entries = files.map(({ name, bytes }) => {
    const level = /\.(?:png|pdf|xlsx|zip)$/.test(name) ? 0 : 6;
    return [name, [bytes, { level, mtime: MADE }]] as const;
  });
  return zipSync(Object.fromEntries(entries) as Zippable);
}

interface One {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly name: string;
}

async function sheetFiles(
  { id, title, language, name }: One,
  sheet: Sheet,
  { facts, tools, hasBleed = false }: KitOf,
) {
  const { faces, letters, canvases } = tools;
  const pages = sheetPages(id, sheet, senderOf(facts), letters);
  const files: KitFile[] = [
    { name: `${name}.pdf`, bytes: await pdfOf({ title, language, pages, faces, hasBleed }) },
  ];
  for (const [i, page] of pages.entries()) {
    const number = pages.length > 1 ? `.${i + 1}` : "";
    files.push({ name: `${name}${number}.png`, bytes: await pngOf(page, LONGEST, letters, canvases) });
  }
  return files;
}

async function slideFiles({ id, title, language, name }: One, content: Slides, { facts, tools }: KitOf) {
  const { letters, canvases } = tools;
  const files: KitFile[] = [];
  for (const size of content.sizes) {
    const named = `${name}.${size.width}x${size.height}`;
    const sender = senderOf(facts);
    const pages = content.slides.map((slide, i) =>
      slidePage(id, slide, { number: i + 1, size, sender, letters }),
    );
    if (pages.length > 1) {
      const html = slidesPage({ title, language, content, pages, letters });
      files.push({ name: `${named}.html`, bytes: new TextEncoder().encode(html) });
    }
    for (const [i, page] of pages.entries()) {
      const number = pages.length > 1 ? `.${i + 1}` : "";
      const longest = Math.max(size.width, size.height);
      files.push({ name: `${named}${number}.png`, bytes: await pngOf(page, longest, letters, canvases) });
    }
  }
  return files;
}

function senderOf({ name, logo }: Facts): Sender {
  const picture = logo && pictureIn(logo);
  return picture ? { name, logo: { ...picture, bytes: logo } } : { name };
}
