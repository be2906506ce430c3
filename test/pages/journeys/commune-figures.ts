/** What a commune's day came to, as a table for docs/quanly. */
import { readFileSync, writeFileSync } from "node:fs";
import type { CommuneDay } from "./commune.ts";
import type { Asked } from "./hand.ts";

const README = new URL("../../../docs/quanly/README.md", import.meta.url);
const [BEGIN, END] = ["<!-- figures -->", "<!-- end of figures -->"];

const SAID: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  "set-up": ["Cài đặt máy chủ, hai phiếu", "Setting up the server, two slips"],
  administrators: [
    "Hai quản trị đăng nhập, đổi mật khẩu, cài mã",
    "Two administrators sign in, passwords, codes",
  ],
  commune: ["Thêm một phường", "A commune is added"],
  sheet: ["Mười hai người từ một danh sách, mười hai phiếu", "Twelve people from one sheet, twelve slips"],
  computer: ["Mã cho máy của trạm", "A code for the station's computer"],
  nurse: ["Y tá đăng nhập lần đầu", "A nurse signs in for the first time"],
  "hand-out": ["Cấp thẻ: tên, năm sinh, đồng ý", "A token handed out: name, birth, consent"],
  sync: ["Đồng bộ lần đầu", "The first sync"],
};

/** The keystroke-level model of Card, Moran and Newell: somebody who types at an average pace, and thinks before each field and button. */
const KEY_SECONDS = 0.28;
const THOUGHT_SECONDS = 1.35;

const sum = (steps: readonly Asked[], of: keyof Asked) => steps.reduce((all, one) => all + one[of], 0);
const atHand = (steps: readonly Asked[]) =>
  sum(steps, "presses") * KEY_SECONDS + sum(steps, "aims") * THOUGHT_SECONDS + sum(steps, "seconds");

function row(words: readonly string[], steps: readonly Asked[]): string {
  const figures = [sum(steps, "presses"), sum(steps, "aims"), Math.round(atHand(steps))];
  return `| ${[...words, sum(steps, "seconds").toFixed(1), ...figures].join(" | ")} |`;
}

/** Of one day: rows of Markdown. */
export function figuresOf({ steps }: CommuneDay): string[] {
  return [
    "| Bước | Step | Trang, giây · Pages, s | Phím · Keys | Ô, nút · Fields, buttons | Người, khoảng giây · Person, about s |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
    ...Object.entries(steps).map(([step, asked]) => row(SAID[step]!, [asked])),
    row(["**Tất cả**", "**All**"], Object.values(steps)),
  ];
}

/** Puts them where the README has them. */
export function writeFigures(day: CommuneDay): void {
  const text = readFileSync(README, "utf8");
  const [before, after] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  writeFileSync(README, `${text.slice(0, before)}\n\n${figuresOf(day).join("\n")}\n\n${text.slice(after)}`);
}
