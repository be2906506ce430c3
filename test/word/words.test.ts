/** What the kit says, word for word: no order, nothing that the system does not keep. */
import assert from "node:assert/strict";
import { CHANNELS, SUGGESTED } from "../../host-tools/word/templates/channels.ts";
import { STREET } from "../../host-tools/word/templates/posters.ts";
import { SOCIAL } from "../../host-tools/word/templates/social.ts";
import { wordObjections } from "../../host-tools/word/words-lint.ts";
import { MADE, madeFor, textsOf, UNITS } from "./contents.ts";
import { APART, COMMUNE, factsOf } from "./units.ts";

/** One refused word of each kind, and a sentence near it that is true. */
const WORDS: readonly (readonly [refused: string, allowed: string])[] = [
  ["Toàn dân bắt buộc đeo thẻ", "Hai câu sau không bắt buộc"],
  ["Ai cũng phải đeo thẻ", "Ai cũng không phải đeo thẻ nếu không muốn"],
  ["Mọi công nhân phải luôn đeo thẻ", "Không ai phải luôn đeo thẻ"],
  ["Yêu cầu mọi công nhân đeo thẻ", "Không yêu cầu ai đeo thẻ"],
  ["Không thẻ thì không qua cổng", "Không có thẻ vẫn vào cổng"],
  ["Không đeo sẽ bị phạt", "Không ai bị phạt"],
  ["Không có thẻ không được vào", "Không ai bị từ chối vào cổng vì không đeo thẻ"],
  ["Thẻ định vị người đeo", "Thẻ không định vị"],
  ["Thẻ theo dõi người đeo", "Thẻ không theo dõi ai"],
  ["Dữ liệu ẩn danh tuyệt đối", "Trạm giữ họ tên để gọi khi cần"],
  ["An toàn 100 %", "Nhật ký bị xóa sau 21 ngày"],
  ["Thẻ bảo vệ khỏi vi rút", "Thẻ giúp gọi sớm người đã ở gần"],
  ["Thẻ không phát sóng", "Thẻ phát sóng Bluetooth rất yếu"],
  ["Cài Bluezone 4.1", "Cài ứng dụng Bluezone"],
  ["Cài NCOVI", "Cài ứng dụng"],
  ["Nhớ mang căn cước", "Không cần giấy tờ"],
  ["Thẻ ngân hàng", "Thẻ đeo"],
  ["Tìm F0 trong xã", "Khi có ca bệnh"],
];

const ENGLISH: readonly (readonly [refused: string, allowed: string])[] = [
  ["Wearing a token is mandatory", "Wearing a token is not mandatory"],
  ["You must wear a token", "Who wears a token"],
  ["Those without one are fined", "Nobody is refused entry"],
  ["It tracks you", "It notes who was near"],
  ["Your data are anonymous", "The station keeps your name"],
  ["Absolutely safe", "Deleted after 21 days"],
  ["It protects you from the virus", "It helps to call early"],
  ["It has no radiation", "It sends a very weak signal"],
  ["Install version 4.1", "Install the app"],
  ["Show your ID card", "No papers are needed"],
  ["Use it as a wallet", "Wear it outside the clothes"],
  ["The source of infection", "A confirmed case"],
];

describe("words that have no place in the kit", () => {
  for (const [language, words] of [
    ["vi", WORDS],
    ["en", ENGLISH],
  ] as const)
    for (const [refused, allowed] of words)
      it(`are found with a reason, and not where they are denied: ${refused}`, () => {
        const [objection] = wordObjections(refused, language);
        assert.ok(objection, refused);
        assert.ok(objection.why.endsWith(".") && refused.includes(objection.word));
        assert.deepEqual(wordObjections(allowed, language), []);
      });

  it("are found in letters and marks apart", () => {
    assert.equal(wordObjections("BẮT BUỘC".normalize("NFD"), "vi").length, 1);
  });

  it("stand in no template, in either language", () => {
    for (const { unit, id, language, content } of MADE)
      for (const text of textsOf(content, true))
        assert.deepEqual(wordObjections(text, language), [], `${unit} ${id}: ${text}`);
  });
});

describe("channels", () => {
  it("are suggested to each kind of unit, and each channel to somebody", () => {
    const suggested = Object.values(SUGGESTED);
    for (const of of suggested) assert.ok(of.length > 1 && new Set(of).size === of.length);
    assert.deepEqual(new Set(suggested.flat()), new Set(CHANNELS));
    assert.equal(new Set(CHANNELS.map(({ id }) => id)).size, CHANNELS.length);
  });
});

describe("texts of the kit", () => {
  it("tell days of hand-out that do not join apart, and Sundays where there are some", () => {
    const told = (unit: unknown) =>
      (["vi", "en"] as const).map((language) => {
        const banner = STREET.templates[0]!.make(factsOf(unit), language)!;
        return textsOf(banner)[2];
      });
    assert.deepEqual(told(APART), [
      "04–08/01/2027, 18–22/01/2027",
      "4–8 January 2027 and 18–22 January 2027",
    ]);
    assert.deepEqual(told(COMMUNE), ["04–19/01/2027", "4–19 January 2027"]);
    const post = (unit: unknown) => textsOf(SOCIAL.templates[0]!.make(factsOf(unit), "vi")!).join();
    assert.ok(post(COMMUNE).includes("trừ Chủ nhật") && !post(APART).includes("trừ Chủ nhật"));
  });

  it("are whole: nothing undefined, empty or in letters and marks apart", () => {
    assert.ok(MADE.length > 20);
    for (const { id, content } of MADE)
      for (const text of textsOf(content)) {
        assert.doesNotMatch(text, /undefined|\[object|\{|\}|NaN| {2}|\s$/, `${id}: ${text}`);
        assert.equal(text, text.normalize("NFC"), id);
      }
  });

  it("name the app as the unit does, and no app of another name", () => {
    const other = factsOf({ ...COMMUNE, app: { name: "Vùng Xanh", address: "https://vungxanh.vn/" } });
    let named = 0;
    for (const { id, content } of madeFor({ other }))
      for (const text of textsOf(content)) {
        assert.doesNotMatch(text, /bluezone/i, `${id}: ${text}`);
        if (text.includes("Vùng Xanh")) named++;
      }
    assert.ok(named > 20, String(named));
  });

  it("tell at a gate what its device notes, and whom to ask", () => {
    const posters = MADE.filter(({ id }) => id === "gate-poster");
    assert.ok(posters.length >= 2);
    for (const { unit, language, content } of posters) {
      const { name, phone } = UNITS[unit as keyof typeof UNITS].dataOwner;
      const texts = textsOf(content).join("\n");
      for (const words of language === "vi"
        ? ["ghi mã Bluetooth", "không ghi tên", "21 ngày"]
        : ["Bluetooth codes", "no name", "21 days"])
        assert.ok(texts.includes(words), words);
      assert.ok(texts.includes(name) && texts.includes(phone));
    }
  });

  it("say on the parents' form whose it is, and what becomes of one that is left behind", () => {
    const forms = MADE.filter(({ id }) => id === "parents-consent");
    assert.ok(forms.length >= 2);
    for (const { language, content } of forms) {
      const texts = textsOf(content).join("\n");
      for (const words of language === "vi"
        ? ["Nhà trường không thu phiếu này", "không chụp lại", "hủy ngay trong ngày"]
        : ["The school does not collect this form", "copies none", "destroyed the same day"])
        assert.ok(texts.includes(words), words);
    }
  });

  it("name each template once", () => {
    const ids = MADE.map(({ unit, id, language }) => `${unit} ${id} ${language}`);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("name the sender or the unit, and where to ask, wherever there is room for it", () => {
    for (const { unit, id, content } of MADE) {
      if (content.kind !== "sheet") continue;
      assert.ok(content.foot.length >= 2, `${unit} ${id}`);
    }
  });
});
