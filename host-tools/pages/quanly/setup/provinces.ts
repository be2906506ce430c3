/**
 * Provinces and cities of the first tier with their codes: Resolution 202/2025/QH15, Decision 19/2025/QĐ-TTg (from 1 July 2025); Đồng Nai
 * is a city since 30 April 2026 (Resolution 30/2026/QH16) and keeps its code. Compared, code by code and name by name, with
 *   github.com/sunshine-tech/VietnamProvinces 2026.2.3, vietnam_provinces/data/nested-divisions.json: from the Statistics Office's web site;
 *   github.com/thanglequoc/vietnamese-provinces-database, 10 August 2026, postgresql/postgres_ImportData_vn_units.sql: from the decision and
 *   what has changed it since.
 * Names are written as on the web site; the second source writes Thanh Hoá, Khánh Hoà.
 */
export const PROVINCES: readonly (readonly [code: string, name: string])[] = [
  ["01", "Thành phố Hà Nội"],
  ["04", "Tỉnh Cao Bằng"],
  ["08", "Tỉnh Tuyên Quang"],
  ["11", "Tỉnh Điện Biên"],
  ["12", "Tỉnh Lai Châu"],
  ["14", "Tỉnh Sơn La"],
  ["15", "Tỉnh Lào Cai"],
  ["19", "Tỉnh Thái Nguyên"],
  ["20", "Tỉnh Lạng Sơn"],
  ["22", "Tỉnh Quảng Ninh"],
  ["24", "Tỉnh Bắc Ninh"],
  ["25", "Tỉnh Phú Thọ"],
  ["31", "Thành phố Hải Phòng"],
  ["33", "Tỉnh Hưng Yên"],
  ["37", "Tỉnh Ninh Bình"],
  ["38", "Tỉnh Thanh Hóa"],
  ["40", "Tỉnh Nghệ An"],
  ["42", "Tỉnh Hà Tĩnh"],
  ["44", "Tỉnh Quảng Trị"],
  ["46", "Thành phố Huế"],
  ["48", "Thành phố Đà Nẵng"],
  ["51", "Tỉnh Quảng Ngãi"],
  ["52", "Tỉnh Gia Lai"],
  ["56", "Tỉnh Khánh Hòa"],
  ["66", "Tỉnh Đắk Lắk"],
  ["68", "Tỉnh Lâm Đồng"],
  ["75", "Thành phố Đồng Nai"],
  ["79", "Thành phố Hồ Chí Minh"],
  ["80", "Tỉnh Tây Ninh"],
  ["82", "Tỉnh Đồng Tháp"],
  ["86", "Tỉnh Vĩnh Long"],
  ["91", "Tỉnh An Giang"],
  ["92", "Thành phố Cần Thơ"],
  ["96", "Tỉnh Cà Mau"],
];
