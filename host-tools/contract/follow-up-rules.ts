/** What is asked of a contact after the last day near the case, by the definition that the case goes by. Figures of authorities, as data. */
import type { RuleId } from "./cases.ts";
import type { QuarantinePlace } from "./vocabulary.ts";

export interface FollowUpRule {
  /** A test on each of these days; the day of the last contact is 0. */
  readonly testDays: readonly number[];
  /** Away from others until so many days after the last contact, and where. */
  readonly quarantineDays: number;
  readonly where: QuarantinePlace;
  /** Asked every day for symptoms, until so many days after the last contact. */
  readonly followUpDays: number;
  /** Who was reached and then not asked on so many days in a row is lost. */
  readonly missedDays: number;
  readonly source: { readonly vi: string; readonly en: string };
}

export const FOLLOW_UP_RULES: Readonly<Record<RuleId, FollowUpRule>> = {
  "two-metres-15-in-24": {
    testDays: [5],
    quarantineDays: 14,
    where: "home",
    followUpDays: 14,
    missedDays: 2,
    source: {
      vi: "CDC Hoa Kỳ, 2020: ở nhà 14 ngày sau lần tiếp xúc cuối và theo dõi triệu chứng. Ngày xét nghiệm và số ngày không hỏi được cần cơ quan y tế xác nhận",
      en: "US CDC, 2020: stay home for 14 days after the last contact and watch for symptoms. Day of the test and missed days to be confirmed by the authority",
    },
  },
  "vn-3638-2021": {
    testDays: [1, 7, 14],
    quarantineDays: 14,
    where: "facility",
    followUpDays: 28,
    missedDays: 2,
    source: {
      vi: "Bộ Y tế, Quyết định 3638/QĐ-BYT, 30/07/2021: 14 ngày tại khu cách ly, rồi 14 ngày theo dõi tại nhà. Ngày xét nghiệm và số ngày không hỏi được cần cơ quan y tế xác nhận",
      en: "Ministry of Health of Việt Nam, Decision 3638/QĐ-BYT, 30 July 2021: 14 days in a facility, then 14 days of watching at home. Days of tests and missed days to be confirmed by the authority",
    },
  },
  "who-one-metre-15": {
    testDays: [],
    quarantineDays: 14,
    where: "home",
    followUpDays: 14,
    missedDays: 2,
    source: {
      vi: "WHO, truy vết người tiếp xúc COVID-19, 10/05/2020: cách ly 14 ngày từ lần tiếp xúc cuối, hỏi thăm mỗi ngày. Số ngày không hỏi được cần cơ quan y tế xác nhận",
      en: "WHO, Contact tracing in the context of COVID-19, 10 May 2020: quarantine of 14 days from the last contact, asked daily. Missed days to be confirmed by the authority",
    },
  },
  "bluezone-2020": {
    testDays: [1, 14],
    quarantineDays: 14,
    where: "facility",
    followUpDays: 14,
    missedDays: 2,
    source: {
      vi: "Như đã áp dụng ở Việt Nam năm 2020; mọi con số cần cơ quan y tế xác nhận",
      en: "As asked for in Việt Nam in 2020; all figures to be confirmed by the authority",
    },
  },
};
