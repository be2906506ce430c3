/** Pages as a PDF: letters stay letters, with the font inside. */
import type { Faces } from "../../paper/letters.ts";
import { Paper } from "../../paper/paper.ts";
import type { Drawing, Page } from "../drawing/drawing.ts";
import { moved } from "../drawing/drawing.ts";
import { BLEED } from "../drawing/frame.ts";
import type { Language } from "../model.ts";

interface PdfOf {
  readonly title: string;
  readonly language: Language;
  readonly pages: readonly Page[];
  readonly faces: Faces;
  /** For a printing house that cuts: each page is wider by this on every side, and says where it is cut. */
  readonly hasBleed?: boolean;
}

export async function pdfOf({ title, language, pages, faces, hasBleed = false }: PdfOf): Promise<Uint8Array> {
  const paper = await Paper.open(title, faces, language);
  const cut = hasBleed ? BLEED : 0;
  for (const { width, height, drawings } of pages) {
    paper.addPage({ width: width + 2 * cut, height: height + 2 * cut }, cut);
    for (const drawing of drawings) await draw(paper, moved(drawing, cut, cut));
  }
  return paper.bytes();
}

async function draw(paper: Paper, drawing: Drawing): Promise<void> {
  if (drawing.kind === "text") paper.line(drawing.text, drawing.x, drawing.y, drawing);
  else if (drawing.kind === "code") paper.code(drawing.data, drawing.x, drawing.y, drawing.side);
  else if (drawing.kind === "picture") await paper.picture(drawing.picture, drawing.area);
  else paper.path(drawing.d, drawing, drawing);
}
