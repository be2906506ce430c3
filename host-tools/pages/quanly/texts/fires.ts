import type { Both } from "../../shared/language.ts";

const VI = {
  title: "Khi có nạn: ai còn ở trong",
  lead: "Cháy, sập, rò hóa chất: xem tên những người mà thẻ đã vào và chưa ra. Gọi 114 trước.",
  rule: "Chỉ có tên ai đã đồng ý cho nêu tên khi khẩn cấp. Không có giờ vào, giờ ra. Mỗi lần xem đều được ghi lại. Sau một giờ tự đóng.",
  raise: (zone: string) => `Có nạn ở ${zone}`,
  sure: (zone: string) =>
    `Đang có nạn thật ở ${zone}? Tên người ở trong sẽ hiện ra, và việc này được ghi lại.`,
  noZone: "Nơi này chưa có máy nào ở cổng, nên không biết ai ở trong. Hãy điểm danh theo danh sách giấy.",
  noneLasts: "Bây giờ không có nạn nào được báo.",
  at: (time: string) => `Lúc ${time}`,
  inside: (count: number) => `${count} người có tên`,
  nobody: "Không có ai có tên. Như thế không phải là không còn ai: xem các số dưới đây.",
  unnamed: (count: number) => `Thêm ${count} thẻ ở trong mà không nêu tên được`,
  unknown: (came: number, went: number) =>
    `Điện thoại và thẻ nơi khác: ${came} lượt vào, ${went} lượt ra trong 16 giờ qua; không rõ ai còn ở trong`,
  visitors: (came: number, went: number) =>
    `Khách đã ghi ở cổng: ${came} lượt vào, ${went} lượt ra trong 16 giờ qua; không rõ ai còn ở trong. Tên khách được niêm phong, ở đây không ai xem được: hỏi bảo vệ và người mà khách đến gặp`,
  byPhone: (came: number, went: number) =>
    `Khách tự ghi bằng điện thoại, không chắc: ${came} lượt vào, ${went} lượt ra trong 16 giờ qua`,
  print: "In danh sách cho điểm tập trung",
  paperTitle: (where: string) => `Ai còn ở trong ${where}`,
  paperEnd: "Giấy này có tên người: đánh dấu ai đã ra, xong việc thì hủy.",
  paperWhy: "Muốn có tên trên giấy, bấm nút “In danh sách cho điểm tập trung”: việc in được ghi lại.",
  without: "Ai không mang thẻ hay điện thoại, và ai qua cổng mà không bấm thẻ, có thể không có trong số này.",
  heard: (gate: string, time: string) => `${gate}: báo về lúc ${time}`,
  late: (gate: string, time: string) =>
    `${gate}: báo về lần cuối lúc ${time}. Ai qua cổng sau đó chưa có ở đây`,
  never: (gate: string) => `${gate}: máy chưa báo về lần nào. Ai qua cổng này không có ở đây`,
  cut: "Chưa xem được, nên chưa biết ai còn ở trong. Đang thử lại.",
  old: (time: string) => `Chưa xem lại được. Đây là danh sách lúc ${time}.`,
  end: "Đã hết nạn: đóng danh sách",
  over: "Đã đóng. Không còn hiện tên ai.",
};

export const FIRES: Both<typeof VI> = {
  vi: VI,
  en: {
    title: "In an emergency: who is inside",
    lead: "Fire, collapse, a chemical leak: see the names of those whose tokens went in and have not come out. Call 114 first.",
    rule: "Named are only those who agreed to be named in an emergency. No times of coming and going. Each look is written down. It closes by itself after an hour.",
    raise: (zone) => `Emergency in ${zone}`,
    sure: (zone) =>
      `Is there a real emergency in ${zone}? Names of those inside will be shown, and this is written down.`,
    noZone: "No gate here has a machine, so nobody knows who is inside. Call the names from your paper list.",
    noneLasts: "No emergency is on now.",
    at: (time) => `At ${time}`,
    inside: (count) => `${count} by name`,
    nobody: "Nobody by name. That is not nobody: see the numbers below.",
    unnamed: (count) => `${count} more tokens inside that cannot be named`,
    unknown: (came, went) =>
      `Phones and tokens of elsewhere: ${came} went in, ${went} went out in the last 16 hours; who of them is inside is not known`,
    visitors: (came, went) =>
      `Visitors noted at the gates: ${came} times in, ${went} times out in the last 16 hours; who of them is inside is not known. Their names are sealed and can be read by nobody here: ask the guard and whom they came to see`,
    byPhone: (came, went) =>
      `Noted by visitors' own phones, not sure: ${came} times in, ${went} times out in the last 16 hours`,
    print: "Print the list for the assembly point",
    paperTitle: (where) => `Who is inside ${where}`,
    paperEnd: "This paper names people: tick who is out, and destroy it afterwards.",
    paperWhy:
      "For names on paper press “Print the list for the assembly point”: that it is printed is written down.",
    without:
      "Whoever carries no token or phone, and whoever passed without pressing, may not be in these numbers.",
    heard: (gate, time) => `${gate}: last heard of at ${time}`,
    late: (gate, time) => `${gate}: last heard of at ${time}. Whoever passed since is not in the list`,
    never: (gate) => `${gate}: its machine was never heard of. Whoever passed it is not in the list`,
    cut: "It could not be looked at: who is inside is not known yet. It is tried again.",
    old: (time) => `It could not be looked at again. This is the list of ${time}.`,
    end: "It is over: close the list",
    over: "Closed. Nobody is named any more.",
  },
};
