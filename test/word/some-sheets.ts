/** Sheets with every kind of block, for what holds of any sheet. */
import type { Block, Sheet } from "../../host-tools/word/model.ts";
import { PICTOGRAMS } from "../../host-tools/word/model.ts";

export const ADDRESS = "https://the.haiduong.gov.vn/den/?c=k7m2n9p4q6r8";

const FOOT = [
  "Hỏi: Trạm y tế 0220 375 2115 · Ủy ban xã 0912 345 678 · Đường dây của tỉnh 1900 9095",
  "Ban Chỉ đạo phòng, chống dịch xã Ái Quốc",
];

const TWO: Block = {
  kind: "two",
  left: {
    pictogram: "phone",
    title: "Có điện thoại thông minh",
    lines: ["Cài ứng dụng Bluezone."],
    code: { data: "https://bluezone.gov.vn/", caption: "bluezone.gov.vn", side: 60 },
  },
  right: {
    pictogram: "token",
    title: "Không có điện thoại thông minh",
    lines: ["Đến nhận thẻ, đeo ngoài áo cả ngày.", "Không mất tiền."],
  },
};

export const POSTER: Sheet = {
  kind: "sheet",
  format: "A3",
  orientation: "portrait",
  read: "standing",
  title: "Mời bà con đến nhận thẻ Bluezone",
  lead: "Từ 04/01/2027 đến 16/01/2027, Trạm Y tế xã Ái Quốc, 7:30–11:00 và 13:30–17:00",
  blocks: [
    TWO,
    { kind: "points", items: [{ pictogram: "no-place", text: "Thẻ không biết bạn ở đâu." }] },
    { kind: "warning", text: "Pin cúc áo rất nguy hiểm nếu nuốt phải. Để xa trẻ nhỏ." },
  ],
  foot: FOOT,
};

export const GATE: Sheet = {
  ...POSTER,
  title: "Khách tự ghi lượt vào, ra",
  blocks: [
    { kind: "code", data: ADDRESS, caption: ADDRESS, side: 170 },
    { kind: "steps", items: ["Mở máy ảnh điện thoại, quét mã.", "Gõ họ tên, bấm Vào hoặc Ra."] },
  ],
};

export const LEAFLET: Sheet = {
  ...POSTER,
  format: "A4",
  read: "held",
  title: "Hỏi và đáp về thẻ Bluezone",
  blocks: [
    { kind: "pictogram", name: "wear" },
    { kind: "heading", text: "Phiếu đồng ý" },
    { kind: "text", text: "Ặ Ễ Ữ Ợ ự: thẻ không ghi âm, không chụp ảnh." },
    {
      kind: "answer",
      question: "Thẻ có biết tôi ở đâu không?",
      answer: "Không. Thẻ chỉ ghi mã của thẻ ở gần.",
    },
    TWO,
    {
      kind: "fields",
      items: ["Họ tên học sinh", "Họ tên cha, mẹ hoặc người giám hộ, ghi đầy đủ như trong giấy tờ"],
    },
    { kind: "boxes", question: "Gia đình chọn:", items: ["Đồng ý cho con đeo thẻ", "Không đồng ý"] },
    {
      kind: "table",
      head: ["Nơi phát", "Ngày", "Giờ"],
      rows: [
        ["Trạm Y tế xã Ái Quốc, thôn Tiến Đạt", "04/01–16/01/2027", "7:30–11:00, 13:30–17:00"],
        ["Nhà văn hóa thôn Vũ Thượng", "18/01–19/01/2027", "17:00–20:00"],
      ],
    },
    { kind: "code", data: ADDRESS, caption: "Hỏi thêm", side: 50 },
    {
      kind: "points",
      items: [...PICTOGRAMS.slice(0, 5).map((pictogram) => ({ pictogram, text: `Dấu ${pictogram}` }))],
    },
    {
      kind: "points",
      items: [
        ...PICTOGRAMS.slice(5, 10).map((pictogram) => ({ pictogram, text: `Dấu ${pictogram}` })),
        { text: "Không dấu" },
      ],
    },
  ],
};

/** Every word that a sheet's source has. */
export function wordsOf(value: unknown, key = ""): string[] {
  if (typeof value === "string")
    return ["kind", "format", "orientation", "read", "name", "pictogram", "data"].includes(key)
      ? []
      : [value];
  if (Array.isArray(value)) return value.flatMap((one) => wordsOf(one));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => wordsOf(one, key));
}
