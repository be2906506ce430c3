/**
 * The contact sheets of docs/word: every sheet and slide in both languages, of a school whose name has 60 letters, with three hotlines:
 *   node --import tsx test/word/pictures.ts
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createCanvas, type Image, loadImage } from "@napi-rs/canvas";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { NODE_CANVASES } from "../../host-tools/word/files/node-canvases.ts";
import { templateFiles } from "../../host-tools/word/kit/kit.ts";
import { openTools } from "../../host-tools/word/kit/kit-of.ts";
import { LANGUAGES, type Language } from "../../host-tools/word/model.ts";
import { CHANNELS } from "../../host-tools/word/templates/channels.ts";
import { inFewColours } from "../pages/small-png.ts";
import { factsOf, LONG_SCHOOL } from "./units.ts";

const FOLDER = fileURLToPath(new URL("../../docs/word/", import.meta.url));
const WIDTH = 1500;
const HEIGHT = { sheet: 500, slides: 380 };
const GAP = 12;
const COLOURS = 48;

const facts = factsOf(LONG_SCHOOL);
const tools = openTools(installedFaces(), NODE_CANVASES);

async function picturesOf(kind: keyof typeof HEIGHT, language: Language): Promise<Image[]> {
  const images: Image[] = [];
  for (const template of CHANNELS.flatMap(({ templates }) => templates)) {
    if (template.make(facts, language)?.kind !== kind) continue;
    for (const { name, bytes } of await templateFiles(template, language, {
      facts,
      languages: LANGUAGES,
      tools,
    }))
      if (name.endsWith(".png")) images.push(await loadImage(Buffer.from(bytes)));
  }
  return images;
}

/** In rows of one height, none wider than the sheet. */
function contactSheet(images: readonly Image[], height: number): Buffer {
  const wideOf = (image: Image) => Math.min(WIDTH - 2 * GAP, (image.width * height) / image.height);
  const places: { image: Image; x: number; row: number }[] = [];
  let [x, row] = [GAP, 0];
  for (const image of images) {
    if (x > GAP && x + wideOf(image) + GAP > WIDTH) [x, row] = [GAP, row + 1];
    places.push({ image, x, row });
    x += wideOf(image) + GAP;
  }
  const canvas = createCanvas(WIDTH, (row + 1) * (height + GAP) + GAP);
  const context = canvas.getContext("2d");
  context.fillStyle = "#78838f";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { image, x, row } of places) {
    const width = wideOf(image);
    context.drawImage(image, x, GAP + row * (height + GAP), width, (width * image.height) / image.width);
  }
  return canvas.toBuffer("image/png");
}

for (const language of LANGUAGES)
  for (const kind of ["sheet", "slides"] as const) {
    const sheet = contactSheet(await picturesOf(kind, language), HEIGHT[kind]);
    writeFileSync(`${FOLDER}${kind}.${language}.png`, inFewColours(sheet, COLOURS));
  }
