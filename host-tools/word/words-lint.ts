/** Words that have no place in the kit, each with the reason: what is no order, what the system does not keep, and what grows old. */
import type { Language, Words } from "./language.ts";

interface Refused {
  readonly vi: RegExp;
  readonly en: RegExp;
  readonly why: Words;
}

/** "không bắt buộc" says the opposite, and is true. */
const NOT = "(?<!không |chẳng |không phải |không bị |không hề |không ai |không ai bị )";
const EN_NOT = "(?<!not |no |never |isn't |nor |not a |no a )";
const vi = (words: string) => new RegExp(`${NOT}(?<!\\p{L})(?:${words})(?!\\p{L})`, "giu");
const en = (words: string) => new RegExp(`${EN_NOT}\\b(?:${words})\\b`, "gi");

const REFUSED: readonly Refused[] = [
  {
    vi: vi(
      "bắt buộc|cưỡng chế|phải (?:\\p{L}+ )?(?:đeo|cài|nhận|mang|có thẻ|đồng ý)|yêu cầu (?:\\p{L}+ ){0,3}(?:đeo|cài)|ép",
    ),
    en: en("mandatory|compulsory|obligatory|(?:must|have to) (?:wear|install|take|agree|carry)|required to"),
    why: {
      vi: "Đeo thẻ là tự nguyện: đồng ý vì bị ép thì không có giá trị (Luật 91/2025/QH15, Điều 9).",
      en: "Wearing a token is voluntary: consent under pressure is none (Law 91/2025/QH15, Article 9).",
    },
  },
  {
    vi: vi(
      "xử phạt|bị phạt|không (?:được|cho) vào|từ chối vào|cấm vào|không được (?:khám|học|làm)|không (?:có |đeo )?thẻ (?:thì )?(?:không|đừng) (?:được )?(?:qua|vào)",
    ),
    en: en("fined?|penalty|penalties|no entry|turned away|punished|denied"),
    why: {
      vi: "Không ai bị từ chối hay bị phạt vì không đeo thẻ.",
      en: "Nobody is refused or punished for not wearing a token.",
    },
  },
  {
    vi: vi("định vị|gps|vị trí của|theo dõi|giám sát|truy tìm"),
    en: en("gps|positioning|tracks?|tracked|tracking|tracker|surveillance|monitors?|monitoring|locates?"),
    why: {
      vi: "Thẻ không biết nơi ở. Nói: ghi lại đã ở gần ai, lúc nào, bao lâu.",
      en: "A token knows no place. Say: it notes who was near, when and for how long.",
    },
  },
  {
    vi: vi("ẩn danh|vô danh|không ai biết (?:là )?ai"),
    en: en("anonym\\w*|nobody knows who"),
    why: {
      vi: "Trạm giữ họ tên để gọi khi cần: không phải ẩn danh.",
      en: "The station keeps names, to call people if needed: it is not anonymous.",
    },
  },
  {
    vi: vi("tuyệt đối|an toàn 100 ?%|100 ?%|hoàn toàn (?:an toàn|bảo mật|bí mật)|chắc chắn|cam kết|mãi mãi"),
    en: en("absolutely|100 ?%|completely (?:safe|secure|secret)|guarantee[sd]?|certainly|forever"),
    why: {
      vi: "Không hệ thống nào giữ được lời hứa như vậy. Nói điều cụ thể.",
      en: "No system keeps such a promise. Say what it does.",
    },
  },
  {
    vi: vi(
      "ngăn (?:ngừa )?(?:lây|bệnh)\\S*|chống (?:vi ?rút|virus)|bảo vệ (?:khỏi|trước)|diệt khuẩn|khỏi bệnh",
    ),
    en: en(
      "prevents? (?:infection|disease)|protects? (?:you )?(?:from|against)|kills? (?:germs|virus\\w*)|cures?",
    ),
    why: {
      vi: "Thẻ không che chở ai khỏi bệnh: nó giúp gọi sớm người đã ở gần.",
      en: "A token shields nobody from illness: it helps to call early who was near.",
    },
  },
  {
    vi: vi("không (?:phát )?(?:sóng|bức xạ)|không có (?:sóng|bức xạ)"),
    en: /\b(?:no radiation|radiation[- ]free|sends nothing|no radio)\b/gi,
    why: { vi: "Thẻ có phát sóng Bluetooth.", en: "A token does send by Bluetooth." },
  },
  {
    vi: vi("phiên bản \\d[\\d.]*|bản \\d+\\.\\d+|bluezone \\d[\\d.]*|android \\d+|ios \\d+"),
    en: en("version \\d[\\d.]*|v\\d+(?:\\.\\d+)+|bluezone \\d[\\d.]*|android \\d+|ios \\d+"),
    why: {
      vi: "Số phiên bản cũ đi khi tờ giấy còn dán: chỉ ghi tên và địa chỉ ứng dụng.",
      en: "A version grows old while the paper still hangs: give the app's name and address alone.",
    },
  },
  {
    vi: vi("ncovi|pc-?covid|vietnam health declaration|sổ sức khỏe điện tử"),
    en: en("ncovi|pc-?covid|vietnam health declaration"),
    why: {
      vi: "Tên ứng dụng cũ hoặc ứng dụng khác: tên ứng dụng lấy từ thông tin của đơn vị.",
      en: "An old or another app's name: the app's name comes from the unit's facts.",
    },
  },
  {
    vi: vi(
      "(?:mang|xuất trình|cần|cho xem) (?:theo )?(?:(?:thẻ|giấy|số) )?(?:căn cước|cccd|cmnd|chứng minh\\S*|hộ khẩu)",
    ),
    en: en("(?:bring|show|present) (?:your |an )?(?:identity card|id card|id|passport|citizen\\S*)"),
    why: {
      vi: "Nhận thẻ không cần giấy tờ tùy thân: họ tên và năm sinh là đủ.",
      en: "No identity card is needed: name and year of birth are enough.",
    },
  },
  {
    vi: vi("thẻ (?:atm|ngân hàng|thanh toán)|ví điện tử"),
    en: en("bank card|payment|wallet"),
    why: {
      vi: "Thẻ không liên quan đến tiền: đừng để người nghe hiểu nhầm.",
      en: "The token has nothing to do with money: let nobody take it for that.",
    },
  },
  {
    vi: vi("f0|f1|f2|ổ dịch|nguồn lây|con bệnh"),
    en: en("f0|f1|f2|source of infection|infected person"),
    why: {
      vi: "Chữ làm người ta sợ hoặc xa lánh nhau. Nói: ca bệnh, người ở gần.",
      en: "Words that frighten and set people apart. Say: a case, who was near.",
    },
  },
];

export interface WordObjection {
  readonly word: string;
  readonly why: string;
}

/**
 * Refused words in a text, and why, said in another language where somebody reads another one. A question that people ask is theirs,
 * and not held to this.
 */
export function wordObjections(
  text: string,
  language: Language,
  said: Language = language,
): readonly WordObjection[] {
  const read = text.normalize("NFC");
  return REFUSED.flatMap((refused) =>
    [...read.matchAll(refused[language])].map(([word]) => ({ word, why: refused.why[said] })),
  );
}
