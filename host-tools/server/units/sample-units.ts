/**
 * The wards of the former city of Hải Dương and what became of them, as a start and as an example of the form.
 * Sources: Resolution 202/2025/QH15 (Hải Dương becomes part of Hải Phòng), Resolution 1669/NQ-UBTVQH15 (communes of
 * Hải Phòng), codes of Decision 19/2025/QĐ-TTg and, until 30 June 2025, 124/2004/QĐ-TTg with its amendments.
 * Districts ended on 30 June 2025 (Law 72/2025/QH15). Compared with the Statistics Office's own lists of January and July 2025, as
 * github.com/sunshine-tech/VietnamProvinces 2026.2.3 keeps them in dev/seed-data.
 */
import type { Unit } from "../../contract/units.ts";

export const REFORM = "2025-07-01";
const LAST_DAY_BEFORE = "2025-06-30";

interface Merger {
  readonly code: string;
  readonly name: string;
  /** Code and name of what it was made of; Trần Phú was divided between two wards. */
  readonly of: readonly (readonly [code: string, name: string])[];
}

const MERGERS: readonly Merger[] = [
  {
    code: "10507",
    name: "Phường Thành Đông",
    of: [
      ["10507", "Phường Cẩm Thượng"],
      ["10510", "Phường Bình Hàn"],
      ["10519", "Phường Nguyễn Trãi"],
      ["10663", "Xã An Thượng"],
    ],
  },
  {
    code: "10525",
    name: "Phường Hải Dương",
    of: [
      ["10513", "Phường Ngọc Châu"],
      ["10514", "Phường Nhị Châu"],
      ["10516", "Phường Quang Trung"],
      ["10525", "Phường Trần Hưng Đạo"],
    ],
  },
  {
    code: "10532",
    name: "Phường Lê Thanh Nghị",
    of: [
      ["10528", "Phường Trần Phú"],
      ["10531", "Phường Thanh Bình"],
      ["10532", "Phường Tân Bình"],
      ["10534", "Phường Lê Thanh Nghị"],
    ],
  },
  {
    code: "10537",
    name: "Phường Tân Hưng",
    of: [
      ["10528", "Phường Trần Phú"],
      ["10537", "Phường Hải Tân"],
      ["11011", "Phường Tân Hưng"],
      ["11077", "Xã Ngọc Sơn"],
    ],
  },
];

function mergedUnits(): Unit[] {
  const old = new Map<string, { name: string; successors: string[] }>();
  for (const { code, of } of MERGERS)
    for (const [part, name] of of) {
      const known = old.get(part) ?? { name, successors: [] };
      known.successors.push(idSince2025(code));
      old.set(part, known);
    }
  return [
    ...MERGERS.map(
      ({ code, name }): Unit => ({
        id: idSince2025(code),
        code,
        name,
        tier: "commune",
        parent: "31",
        from: REFORM,
      }),
    ),
    ...[...old].map(
      ([code, { name, successors }]): Unit => ({
        id: code,
        code,
        name,
        tier: "commune",
        parent: "288",
        to: LAST_DAY_BEFORE,
        successors,
      }),
    ),
  ];
}

function idSince2025(code: string): string {
  return `${code}-2025`;
}

/** A unit stands behind those it refers to. */
export const SAMPLE_UNITS: readonly Unit[] = [
  { id: "vn", code: "vn", name: "Việt Nam", tier: "country" },
  { id: "31", code: "31", name: "Thành phố Hải Phòng", tier: "province", parent: "vn" },
  { id: "22", code: "22", name: "Tỉnh Quảng Ninh", tier: "province", parent: "vn" },
  {
    id: "30",
    code: "30",
    name: "Tỉnh Hải Dương",
    tier: "province",
    parent: "vn",
    to: LAST_DAY_BEFORE,
    successors: ["31"],
  },
  {
    id: "288",
    code: "288",
    name: "Thành phố Hải Dương",
    tier: "district",
    parent: "30",
    to: LAST_DAY_BEFORE,
  },
  ...mergedUnits(),
];
