/** What lies in a channel's ZIP, and whom it is handed to: the programme sends nothing itself. */
import { textFile } from "../files/text-file.ts";
import type { Channel, Language } from "../model.ts";
import type { KitFile, KitOf } from "./kit-of.ts";

const SAID: Readonly<
  Record<
    Language,
    { of: string; handedTo: string; files: string; sends: string; print: string; html: string }
  >
> = {
  vi: {
    of: "Bộ truyền thông của",
    handedTo: "Giao cho",
    files: "Trong tệp nén này có",
    sends: "Hệ thống không tự gửi, không tự đăng gì. Người nhận đọc lại, duyệt rồi mới phát.",
    print: "Tệp PDF in ở 100 %, không chọn “vừa trang giấy”. In đen trắng vẫn đọc được.",
    html: "Tệp HTML mở bằng trình duyệt, bấm F11 để xem hết màn hình. Không cần mạng, không có tiếng.",
  },
  en: {
    of: "Public word of",
    handedTo: "Handed to",
    files: "In this archive",
    sends:
      "The system sends and posts nothing itself. Whoever takes it reads it, approves it, and then lets it out.",
    print: "Print PDF files at 100 %, without “fit to page”. They can be read in black and white.",
    html: "Open HTML files in a browser and press F11 for the whole screen. No network is needed, nothing is heard.",
  },
};

export function readMe(
  { title, handedTo, templates }: Channel,
  { facts, languages }: KitOf,
  files: readonly KitFile[],
): KitFile {
  const paragraphs = languages.flatMap((language) => {
    const said = SAID[language];
    const lines = templates.flatMap((template) => {
      const names = files
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${template.id}.${language}.`));
      return names.length === 0 ? [] : [`- ${template.title[language]}: ${names.join(", ")}`];
    });
    return [
      [`${said.of} ${facts.name}: ${title[language]}`, `${said.handedTo}: ${handedTo[language]}`],
      [`${said.files}:`, ...lines],
      [said.sends, said.print, said.html],
    ];
  });
  return { name: "DOC-TRUOC.txt", bytes: new TextEncoder().encode(textFile(paragraphs)) };
}
