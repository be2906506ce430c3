/** What to say of a failure: what happened, whether anything was lost, what to do next. */
import { ApiProblem, NoAnswer, NoNetwork, TooSlow } from "./api.ts";
import type { Both } from "./language.ts";

const AWAY: Both<string> = {
  vi: "Không nối được với máy chủ. Chưa có gì bị mất: kiểm tra mạng rồi thử lại.",
  en: "The server cannot be reached. Nothing is lost: check the network, then try again.",
};

const NOT_KNOWN: Both<string> = {
  vi: "Chưa nhận được trả lời của máy chủ: chưa rõ đã ghi chưa. Kiểm tra mạng rồi bấm lại; bấm lại là an toàn, không bị ghi hai lần.",
  en: "No answer came from the server: it is not known whether this was written down. Check the network, then press again; that is safe, nothing is written twice.",
};

const TOO_SLOW: Both<string> = {
  vi: "Mạng quá chậm hoặc bị ngắt nên chưa gửi hết. Chưa lưu gì: hãy thử lại, tốt nhất là nơi có mạng tốt hơn.",
  en: "The network is too slow or broke off: not everything was sent. Nothing was stored: try again, best where the network is better.",
};

const HERE: Both<string> = {
  vi: "Trang gặp lỗi ở máy này; chưa có gì được xác nhận. Tải lại trang rồi thử lại; nếu vẫn vậy, đọc dòng sau cho bộ phận hỗ trợ:",
  en: "The page failed on this computer; nothing was confirmed. Reload and try again; if it stays so, read this line to support:",
};

interface Said {
  readonly say: Both<string>;
  /** A number or line to read out to support. */
  readonly number?: string;
}

export function saidOf(error: unknown): Said {
  if (error instanceof ApiProblem)
    return error.reason === "failed" ? { say: error.say, number: error.number } : { say: error.say };
  if (error instanceof TooSlow) return { say: TOO_SLOW };
  if (error instanceof NoAnswer) return { say: NOT_KNOWN };
  if (error instanceof NoNetwork) return { say: AWAY };
  return { say: HERE, number: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}
