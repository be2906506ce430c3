/** Units of which tests make kits: an everyday one, one whose words are as long as they may be, and one that tells the least. */
import { MOST_LISTED, readFacts } from "../../host-tools/word/facts.ts";

export const COMMUNE = {
  name: "Xã Ái Quốc",
  kind: "commune",
  sender: "Ban Chỉ đạo phòng, chống dịch xã Ái Quốc",
  hotlines: [
    { label: "Trạm y tế", phone: "0220 375 2115" },
    { label: "Ủy ban xã", phone: "0912 345 678" },
    { label: "Đường dây của tỉnh", phone: "1900 9095" },
  ],
  places: [
    {
      name: "Trạm Y tế xã Ái Quốc",
      address: "Thôn Tiến Đạt",
      hours: [
        { from: "07:30", to: "11:00" },
        { from: "13:30", to: "17:00" },
      ],
      weekdays: "monday-saturday",
      from: "2027-01-04",
      to: "2027-01-16",
    },
    {
      name: "Nhà văn hóa thôn Vũ Thượng",
      hours: [{ from: "17:00", to: "20:00" }],
      weekdays: "every-day",
      from: "2027-01-18",
      to: "2027-01-19",
    },
  ],
  app: { name: "Bluezone", address: "https://bluezone.gov.vn/" },
  site: "https://the.haiduong.gov.vn/den/?c=k7m2n9p4q6r8",
  page: "https://the.haiduong.gov.vn/hoi-dap",
  dataOwner: { name: "Nguyễn Thị Đỗ Quyên", phone: "0220 375 2116", address: "Trạm Y tế xã Ái Quốc" },
  free: true,
  ends: "2027-06-30",
};

/** Sixty letters, three hotlines with labels. */
export const LONG_SCHOOL = {
  ...COMMUNE,
  name: "Trường Tiểu học và Trung học cơ sở Nguyễn Thị Minh Khai Hưng",
  shortName: "TH-THCS Minh Khai Hưng",
  kind: "school",
  sender: undefined,
};

/** A park in which workers are on shifts: its places are its gates. */
export const PARK = {
  name: "Ban quản lý Khu công nghiệp Đại An",
  shortName: "KCN Đại An",
  kind: "park",
  hotlines: [
    { label: "Phòng y tế khu", phone: "0220 378 6115" },
    { label: "Công đoàn khu", phone: "0912 345 678" },
  ],
  places: ["Cổng 1, đường Tân Trường", "Cổng 2, cạnh bến xe buýt", "Nhà ăn số 3"].map((name, i) => ({
    name,
    hours: [
      { from: "05:30", to: "08:00" },
      { from: "13:30", to: "15:00" },
      { from: "21:30", to: "22:30" },
    ].slice(0, i + 1),
    weekdays: "monday-saturday",
    from: `2027-01-0${4 + i}`,
    to: "2027-01-15",
  })),
  app: { name: "Bluezone", address: "https://bluezone.gov.vn/" },
  site: "https://the.haiduong.gov.vn/den/?c=p4q6r8k7m2n9",
  dataOwner: { name: "Phạm Thị Hồng Ngọc", phone: "0220 378 6116" },
  free: true,
};

export const BARE_COMPANY = {
  name: "Công ty May Tứ Kỳ",
  kind: "company",
  hotlines: [{ phone: "0220 374 7115" }],
  places: [
    {
      name: "Phòng y tế công ty",
      hours: [{ from: "06:00", to: "14:00" }],
      weekdays: "monday-friday",
      from: "2027-01-04",
      to: "2027-01-04",
    },
  ],
  app: { name: "Bluezone", address: "https://bluezone.gov.vn/" },
  dataOwner: { name: "Vũ Ngọc Ánh", phone: "0912 000 111" },
  free: false,
};

const filled = (letters: number) => `${"Nguyễn Thị ".repeat(20).slice(0, letters - 1)}ễ`;

/** All of it as long and as much as it may be. */
export const LONGEST = {
  ...COMMUNE,
  name: filled(90),
  shortName: filled(30),
  sender: filled(90),
  places: Array.from({ length: MOST_LISTED.places }, () => ({
    name: filled(90),
    address: filled(120),
    hours: [
      { from: "07:30", to: "10:45" },
      { from: "13:30", to: "16:45" },
      { from: "18:15", to: "20:45" },
    ],
    weekdays: "monday-friday",
    from: "2026-12-28",
    to: "2027-01-28",
  })),
  app: { name: filled(24), address: "https://bluezone.gov.vn/" },
  bring: [filled(40), filled(40), filled(40)],
};

/** As many places as there may be, papers to bring, an address that makes a dense code: as much as a commune really has. */
export const CROWDED = {
  ...COMMUNE,
  places: Array.from({ length: MOST_LISTED.places }, (_, i) => ({
    ...COMMUNE.places[0]!,
    name: `Nhà văn hóa thôn Vũ Thượng ${i + 1}`,
    address: `Xóm ${i + 1}, cạnh đình làng`,
  })),
  app: { name: "Bluezone", address: "https://bluezone.gov.vn/tai-lieu/huong-dan-cai-dat-ung-dung" },
  bring: ["Giấy mời của trường", "Phong bì phiếu phụ huynh", "Thẻ cũ, nếu đang có"],
};

/** Two places, each on days of its own, with weeks between. */
export const APART = {
  ...COMMUNE,
  places: [
    { ...COMMUNE.places[0]!, to: "2027-01-08" },
    { ...COMMUNE.places[1]!, from: "2027-01-18", to: "2027-01-22" },
  ],
};

/** Every figure of its own is made of nines and noughts: any other one in its kit is ours, and needs a source. */
export const NINES = {
  ...COMMUNE,
  hotlines: [{ phone: "0999 999 999" }],
  places: [
    {
      name: "Trạm Y tế xã Ái Quốc",
      hours: [{ from: "09:00", to: "09:09" }],
      weekdays: "every-day",
      from: "2099-09-09",
      to: "2099-09-09",
    },
  ],
  site: "https://the.haiduong.gov.vn/den/?c=kqmwnrpsqxrt",
  dataOwner: { name: "Nguyễn Thị Đỗ Quyên", phone: "0999 999 999" },
  ends: "2099-09-09",
};

export function factsOf(given: unknown) {
  const read = readFacts(given);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.facts;
}
