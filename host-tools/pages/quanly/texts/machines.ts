import type { Both } from "../../shared/language.ts";

const VI = {
  title: "Cổng và máy ở cổng",
  open: "Thêm cổng, cấp mã cho máy ở cổng",
  lead: "Mỗi cổng có một máy nghe thẻ. Thêm cổng thì có một mã; nhập mã một lần trên máy ở cổng, trong 72 giờ.",
  add: "Thêm cổng",
  name: "Tên cổng",
  nameHint: "Ví dụ: Cổng chính.",
  zone: "Cổng dẫn vào đâu",
  zoneHint:
    "Ví dụ: Xưởng may. Các cổng cùng dẫn vào một nơi thì ghi giống hệt nhau: vào cổng này, ra cổng kia vẫn tính đúng.",
  place: "Cổng của",
  missing: "Hãy ghi ô này.",
  codeIs: (name: string) => `Mã cho máy ở ${name}:`,
  codeOnce: "Mã chỉ hiện lần này. Ai giữ mã thì đưa máy của mình vào cổng này được.",
  none: "Chưa có cổng nào.",
  waits: (when: string) => `mã chờ nhập đến ${when}`,
  over: "mã đã hết hạn, chưa có máy",
  heard: (when: string) => `máy báo về lần cuối lúc ${when}`,
  quiet: "máy đã nhận, chưa báo về lần nào",
  newCode: "Cấp mã khác",
  newCodeSure: (name: string) =>
    `Cấp mã khác cho ${name}? Máy đang chạy ở đó vẫn chạy, cho đến khi một máy khác nhập mã này.`,
  take: "Bỏ cổng",
  takeSure: (name: string) =>
    `Bỏ ${name}? Máy ở đó không gửi được gì nữa; những gì đã gửi vẫn giữ 21 ngày. Thêm lại được, với mã mới.`,
  gone: (name: string) => `Đã bỏ ${name}.`,
};

export const MACHINES: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "Gates and their machines",
    open: "Add a gate, give a code for its machine",
    lead: "Each gate has a machine that hears tokens. Adding a gate gives a code, which is typed once at that machine, within 72 hours.",
    add: "Add a gate",
    name: "Name of the gate",
    nameHint: "Such as: main gate.",
    zone: "What it leads into",
    zoneHint:
      "Such as: sewing hall. Write it the same for all gates that lead into one place: who comes in by one may go out by another.",
    place: "It belongs to",
    missing: "Fill this in.",
    codeIs: (name) => `Code for the machine at ${name}:`,
    codeOnce: "It is shown this once. Whoever has it can make their own machine this gate's.",
    none: "There is no gate yet.",
    waits: (when) => `its code waits until ${when}`,
    over: "its code is over, and no machine has come",
    heard: (when) => `its machine was last heard of at ${when}`,
    quiet: "its machine was let in, and was not heard of yet",
    newCode: "Another code",
    newCodeSure: (name) =>
      `Give another code for ${name}? The machine that runs there goes on until another one types this code.`,
    take: "Take away",
    takeSure: (name) =>
      `Take ${name} away? Its machine can bring nothing any more; what it brought is kept for 21 days. It can be added again, with a new code.`,
    gone: (name) => `${name} was taken away.`,
  },
};
