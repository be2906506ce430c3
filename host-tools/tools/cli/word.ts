import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { installedFaces } from "../../paper/faces.ts";
import { DoesNotFit } from "../../word/drawing/does-not-fit.ts";
import { type Facts, readFacts } from "../../word/facts.ts";
import { FAULT_WORDS } from "../../word/fault-words.ts";
import { NODE_CANVASES } from "../../word/files/node-canvases.ts";
import { channelZip } from "../../word/kit/kit.ts";
import { openTools } from "../../word/kit/kit-of.ts";
import { LOGO_BYTES } from "../../word/logo.ts";
import { type Channel, LANGUAGES, type Language } from "../../word/model.ts";
import { CHANNELS } from "../../word/templates/channels.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

const NAMES = CHANNELS.map(({ id }) => id).join(", ");

export const word: Verb = {
  summary:
    "Makes a unit's posters, scripts and messages from its facts: one ZIP a channel. It sends nothing.",
  usage: "--unit FILE.json --out DIR",
  covers:
    "every channel that was named, or all, one line each with its files; a template that does not fit ends the run",
  options: {
    unit: {
      type: "string",
      value: "FILE",
      required: true,
      help: "the unit's facts; docs/admin.md has an example",
    },
    out: { type: "string", value: "DIR", required: true, help: "made where it is missing" },
    channel: { type: "string", value: "NAME", multiple: true, help: `once or more: ${NAMES} (all)` },
    language: { type: "string", value: "vi|en", help: "one of them (both)" },
    bleed: { type: "boolean", help: "sheets for a printing house, 3 mm wider on each side" },
  },
  async run(args) {
    const facts = factsIn(args.need("unit"));
    const out = args.need("out");
    const tools = openTools(installedFaces(), NODE_CANVASES);
    const kit = { facts, languages: languagesOf(args), tools, hasBleed: args.flag("bleed") };
    const files: string[] = [];
    const empty: string[] = [];
    for (const channel of channelsOf(args)) {
      const zip = await channelZip(channel, kit).catch((error: unknown) => {
        throw error instanceof DoesNotFit ? new BadInput(error.message) : error;
      });
      const file = join(out, `${channel.id}.zip`);
      if (zip) {
        write(file, zip);
        files.push(file);
      } else empty.push(channel.id);
    }
    return {
      json: { files, empty },
      text: [
        ...files,
        ...empty.map(
          (id) => `${id}: nothing, these facts are too few for it. / ${id}: chưa đủ thông tin để làm.`,
        ),
        "Read them before they are handed on. / Hãy đọc lại trước khi giao cho người phát.",
      ].join("\n"),
    };
  },
};

function write(file: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  } catch (error) {
    throw new BadInput(`${file} cannot be written: ${(error as Error).message}`);
  }
}

function languagesOf(args: Arguments): readonly Language[] {
  const wanted = args.text("language");
  if (wanted === undefined) return LANGUAGES;
  const language = LANGUAGES.find((one) => one === wanted);
  if (!language) throw new BadInput(`--language must be vi or en, not "${wanted}"`);
  return [language];
}

function channelsOf(args: Arguments): readonly Channel[] {
  const wanted = args.texts("channel");
  if (wanted.length === 0) return CHANNELS;
  return wanted.map((name) => {
    const channel = CHANNELS.find(({ id }) => id === name);
    if (!channel) throw new BadInput(`--channel: there is no "${name}"; there are ${NAMES}`);
    return channel;
  });
}

/** Throws BadInput, with every field that is wrong. */
function factsIn(file: string): Facts {
  const read = readFacts(withLogo(file, jsonIn(file)));
  if ("facts" in read) return read.facts;
  const lines = read.faults.map(
    ({ field, fault }) => `${field}: ${FAULT_WORDS[fault].en} / ${FAULT_WORDS[fault].vi}`,
  );
  throw new BadInput(`${file} is not what a kit is made of:\n${lines.join("\n")}`);
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** A file has the name of its logo's file, beside it. */
function withLogo(file: string, given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("logo" in given) || typeof given.logo !== "string")
    return given;
  const path = resolve(dirname(file), given.logo);
  try {
    // One that is too large is not read: its first byte too many says it.
    const isSmall = statSync(path).size <= LOGO_BYTES;
    return { ...given, logo: isSmall ? new Uint8Array(readFileSync(path)) : new Uint8Array(LOGO_BYTES + 1) };
  } catch (error) {
    throw new BadInput(`logo: ${path} cannot be read: ${(error as Error).message}`);
  }
}
