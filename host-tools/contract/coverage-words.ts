/** The one table of words for what an answer covers: desk, paper, Excel, CSV and command line all say these. */
import { isoOf } from "../lib/time.ts";
import type { Coverage, MissingLog } from "./coverage.ts";
import { dayEnd, dayInProvince, dayStart, minuteInProvince } from "./province-time.ts";

type Language = "vi" | "en";

/** A sentence about what was looked at; a warning tells of what was not. */
export interface CoverageLine {
  readonly isWarning: boolean;
  readonly vi: string;
  readonly en: string;
}

/** Whom an answer is about. */
const WHO: Readonly<Record<Coverage["of"], Readonly<Record<Language, string>>>> = {
  case: { vi: "ca bệnh", en: "the case" },
  contact: { vi: "người tiếp xúc này", en: "this contact" },
};

/** So many logs are named; the others are counted. */
const MOST_NAMED = 12;

/** Nobody learns who they are, nor how many. */
const UNAGREED: CoverageLine = {
  isWarning: false,
  vi: "Người chưa đồng ý cho dùng thẻ để tìm người tiếp xúc không có trong danh sách này.",
  en: "Who has not agreed that their token is used to find contacts is not on this list.",
};

/** 1.234 as people here write it, and 1,234. */
function counted(value: number, language: Language): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, language === "vi" ? "." : ",");
}

/** 2026-12-31 as 31/12/2026. */
function dayText(day: string): string {
  return day.split("-").reverse().join("/");
}

/** A time as the answer's zone has it: 07:00 02/12/2026. */
function timeText(time: string, { zone }: Coverage): string {
  const at = Date.parse(time);
  const text = zone === "UTC" ? isoOf(at) : minuteInProvince(at);
  return `${text.slice(11, 16)} ${dayText(text.slice(0, 10))}${zone === "UTC" ? " UTC" : ""}`;
}

/** The last day of which logs were held to be there. */
function lastDayText({ logsUntil, zone }: Coverage): string {
  const last = Date.parse(logsUntil) - 1;
  return zone === "UTC" ? `${dayText(isoOf(last).slice(0, 10))} UTC` : dayText(dayInProvince(last));
}

function periodText({ from, to, zone }: Coverage): string {
  return `${dayText(from)} – ${dayText(to)}${zone === "UTC" ? " UTC" : ""}`;
}

/** World ms at which the days asked for begin and end. */
function spanOf({ from, to, zone }: Pick<Coverage, "from" | "to" | "zone">): { from: number; to: number } {
  if (zone === "UTC") return { from: Date.parse(from), to: Date.parse(to) + 86_400_000 };
  return { from: dayStart(from), to: dayEnd(to) };
}

function deletedLine(coverage: Coverage): CoverageLine[] {
  const { firstKept } = coverage;
  if (firstKept === undefined || spanOf(coverage).from >= Date.parse(firstKept)) return [];
  const at = timeText(firstKept, coverage);
  const isAll = spanOf(coverage).to <= Date.parse(firstKept);
  return [
    {
      isWarning: true,
      vi: `Các bản ghi trước ${at} đã bị xóa theo thời hạn lưu: ${isAll ? "cả khoảng này" : "những ngày trước đó"} phải hỏi chính người đó.`,
      en: `Records before ${at} are deleted, since their time is over: ask the person about ${isAll ? "all of these days" : "the days before"}.`,
    },
  ];
}

function lookedLine({ of: about, ids, unresolved, tokens, lookedAt, isExhaustive }: Coverage): CoverageLine {
  const who = WHO[about];
  const textsIn = (language: Language) => ({
    ids: counted(ids, language),
    open: counted(unresolved, language),
    tokens: counted(tokens, language),
    lookedAt: counted(lookedAt, language),
  });
  const [vi, en] = [textsIn("vi"), textsIn("en")];
  if (isExhaustive || unresolved === 0)
    return {
      isWarning: false,
      vi: isExhaustive
        ? `Đã tra ${vi.ids} mã mà ${who.vi} nghe được trong tất cả ${vi.tokens} thẻ đã cấp.`
        : `${vi.ids} mã mà ${who.vi} nghe được đều đã biết là thẻ nào.`,
      en: isExhaustive
        ? `${en.ids} IDs that ${who.en} heard were looked up among all ${en.tokens} enrolled tokens.`
        : `Of all ${en.ids} IDs that ${who.en} heard it is known whose they are.`,
    };
  return {
    isWarning: true,
    vi: `CHƯA TRA HẾT CÁC THẺ: mới tra ${vi.ids} mã mà ${who.vi} nghe được trong ${vi.lookedAt} trên ${vi.tokens} thẻ đã cấp; còn ${vi.open} lần ghi chưa biết là thẻ nào.`,
    en: `NOT ALL TOKENS WERE LOOKED AT: the ${en.ids} IDs that ${who.en} heard were looked up among ${en.lookedAt} of ${en.tokens} enrolled tokens; of ${en.open} records it is not known whose they are.`,
  };
}

function missingText(missing: readonly MissingLog[], coverage: Coverage, language: Language): string {
  const one = ({ label, token, until }: MissingLog) => {
    const named = label === token ? label : `${label} (${token})`;
    if (until === undefined) return `${named}: ${language === "vi" ? "chưa có gì" : "nothing yet"}`;
    return `${named}: ${language === "vi" ? "có đến" : "until"} ${timeText(until, coverage)}`;
  };
  const named = missing.slice(0, MOST_NAMED).map(one);
  const rest = missing.length - named.length;
  if (rest > 0)
    named.push(
      language === "vi" ? `và ${counted(rest, "vi")} nhật ký khác` : `and ${counted(rest, "en")} others`,
    );
  return named.join("; ");
}

function missingLines(coverage: Coverage): CoverageLine[] {
  const own = coverage.missing.filter(({ isCase }) => isCase);
  const others = coverage.missing.filter(({ isCase }) => !isCase);
  const until = lastDayText(coverage);
  const who = WHO[coverage.of];
  const lines: CoverageLine[] = [];
  if (own.length > 0)
    lines.push({
      isWarning: true,
      vi: `Chưa nhận đủ nhật ký của chính ${who.vi} đến hết ngày ${until}. ${missingText(own, coverage, "vi")}. Hãy đồng bộ thẻ, hoặc nạp tệp của điện thoại.`,
      en: `The own log of ${who.en} has not come in until the end of ${until}. ${missingText(own, coverage, "en")}. Have the token synced, or bring the phone's file.`,
    });
  const all = coverage.logs;
  if (others.length > 0)
    lines.push({
      isWarning: true,
      vi: `Chưa nhận đủ nhật ký đến hết ngày ${until} của ${counted(others.length, "vi")} trên ${counted(all, "vi")} thẻ có liên quan đã biết. ${missingText(others, coverage, "vi")}.`,
      en: `Of ${counted(all, "en")} tokens known to be concerned the logs of ${counted(others.length, "en")} have not come in until the end of ${until}. ${missingText(others, coverage, "en")}.`,
    });
  else if (all > 0 && own.length === 0)
    lines.push({
      isWarning: false,
      vi: `Đã nhận nhật ký của cả ${counted(all, "vi")} thẻ có liên quan đã biết đến hết ngày ${until}.`,
      en: `The logs of all ${counted(all, "en")} tokens known to be concerned have come in until the end of ${until}.`,
    });
  return lines;
}

/** Sentences that say it, what was not looked at first. */
export function coverageLines(coverage: Coverage): CoverageLine[] {
  const period = periodText(coverage);
  const isOpen = Date.parse(coverage.logsUntil) < spanOf(coverage).to;
  const lines: CoverageLine[] = [
    lookedLine(coverage),
    ...deletedLine(coverage),
    ...missingLines(coverage),
    {
      isWarning: false,
      vi: `Thời gian đã hỏi: ${period}.${isOpen ? " Hôm nay chưa hết ngày: nhật ký của hôm nay còn đến sau." : ""}`,
      en: `Days asked for: ${period}.${isOpen ? " Today is not over: its logs are still to come." : ""}`,
    },
    UNAGREED,
  ];
  return [...lines.filter(({ isWarning }) => isWarning), ...lines.filter(({ isWarning }) => !isWarning)];
}

/** Whether nobody found may still mean that somebody was there. */
export function hasGaps(coverage: Coverage): boolean {
  return coverageLines(coverage).some(({ isWarning }) => isWarning);
}

/** The heading over what was not looked at. */
export const NOT_ALL: Readonly<Record<Language, string>> = {
  vi: "Danh sách này có thể chưa đủ",
  en: "This list may not be complete",
};
/** Nobody found, by whether everything was looked at. */
export const NOBODY: Readonly<Record<"whole" | "gaps", Readonly<Record<Language, string>>>> = {
  whole: {
    vi: "Không có ai ở gần ca bệnh trong thời gian này, theo các nhật ký đã nhận.",
    en: "By the logs that have come, nobody was near the case in this time.",
  },
  gaps: {
    vi: "Chưa thấy ai trong những gì đã tra; chưa thể nói là không có ai: xem những chỗ chưa tra ở trên.",
    en: "Nobody was found in what was looked at; that does not mean that nobody was there: see above what was not looked at.",
  },
};
