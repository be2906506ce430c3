import assert from "node:assert/strict";
import {
  BluetoothProblem,
  isWorthRetrying,
  ServerProblem,
  SyncBroken,
  TokenRefusal,
} from "../../host-tools/station/errors.ts";
import { explainError } from "../../host-tools/station/explanations.ts";
import {
  EXPIRED,
  NOT_YET,
  RECEIPT,
  SPENT,
  SYNC_ERRORS,
  TICKET,
  TIME,
  WRONG_MAC,
} from "../../protocol/sync.ts";

/** Words of the trade that nobody at a station should meet. */
const TRADE = /\b(?:HMAC|epoch|receipt|MAC|GATT|biên nhận|giao thức|gói tin)\b/i;

const refusal = (operation: number, code: number) =>
  new TokenRefusal({ name: "error", operation, code, argument: 0 });

describe("what is said when a sync fails", () => {
  const problems: unknown[] = [
    ...(["link-lost", "no-answer", "no-protocol", "chunks-lost"] as const).map(
      (code) => new SyncBroken(code, code),
    ),
    ...(
      [
        "no-web-bluetooth",
        "insecure-page",
        "no-adapter",
        "none-chosen",
        "not-allowed",
        "not-reached",
        "browser-stuck",
        "no-token",
      ] as const
    ).map((code) => new BluetoothProblem(code, code)),
    ...(
      [
        ...(["server-away", "server-failed", "foreign-token", "unknown-alias", "page-refused"] as const),
        ...(["no-ticket", "other-place", "digits-shared"] as const),
      ] as const
    ).map((code) => new ServerProblem(code)),
    ...[TICKET, TIME, RECEIPT, 0x13].flatMap((operation) =>
      Object.keys(SYNC_ERRORS).map((code) => refusal(operation, Number(code))),
    ),
    refusal(TICKET, 200),
    new TypeError("a mistake of ours"),
  ];

  it("tells what happened, whether anything was lost, and what to do, in both languages", () => {
    for (const problem of problems) {
      const { code, vi, en } = explainError(problem);
      for (const text of [vi.what, vi.lost, vi.next]) {
        assert.match(text, /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/, code);
        assert.doesNotMatch(text, TRADE, code);
      }
      for (const text of [en.what, en.lost, en.next]) {
        assert.match(text, /^[A-Z].*\.$/s, code);
        assert.doesNotMatch(text, TRADE, code);
      }
    }
  });

  it("names no button but those which every screen has: Retry once a token was chosen, Reload where that helps", () => {
    const isBeforeChoice =
      /^(?:no-web-bluetooth|insecure-page|no-adapter|none-chosen|not-allowed|browser-stuck)$/;
    for (const problem of problems) {
      const { code, vi, en } = explainError(problem);
      const named = [
        ...vi.next.matchAll(/bấm (?!biểu tượng)(\p{Lu}[\p{L} ]*?)(?= để| một lần|[.,:;]|$)/giu),
        ...en.next.matchAll(/press (\p{Lu}[\p{L} ]*?)(?= for| once|[.,:;]|$)/giu),
      ].map(([, button]) => button);
      const allowed = code === "browser-stuck" ? ["Tải lại trang", "Reload page"] : ["Thử lại", "Retry"];
      for (const button of named)
        assert.ok(
          allowed.includes(button!) && (!isBeforeChoice.test(code) || code === "browser-stuck"),
          `${code}: ${button}`,
        );
      assert.doesNotMatch(`${vi.next} ${en.next}`, /bấm Đồng bộ|press Sync/i, code);
    }
  });

  it("has a word of its own for each way in which a ticket is refused", () => {
    const codes = [WRONG_MAC, SPENT, NOT_YET, EXPIRED].map(
      (code) => explainError(refusal(TICKET, code)).code,
    );
    assert.deepEqual(codes, ["ticket-foreign", "ticket-spent", "ticket-early", "ticket-stale"]);
  });

  it("says that another link may help only where it may", () => {
    assert.ok(isWorthRetrying(new SyncBroken("link-lost", "")));
    assert.ok(isWorthRetrying(new BluetoothProblem("not-reached", "")));
    assert.ok(isWorthRetrying(refusal(TICKET, SPENT)));
    for (const problem of [
      refusal(TICKET, WRONG_MAC),
      new BluetoothProblem("none-chosen", ""),
      new ServerProblem("server-away"),
      new Error(""),
    ])
      assert.ok(!isWorthRetrying(problem));
  });
});
