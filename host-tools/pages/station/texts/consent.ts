/** What is asked before a token is handed out, and what can be answered otherwise later. */
import type { OptionalPurpose, Purpose } from "../../../contract/vocabulary.ts";
import type { Both } from "../../shared/language.ts";

type ByPurpose<T> = Readonly<Record<Purpose, T>>;

const vi = {
  step: "Bước 3: nghe và trả lời",
  inLanguage: "Đọc bằng tiếng",
  vietnamese: "tiếng Việt",
  english: "tiếng Anh",
  readAloud: "Đọc to từng phần, rồi hỏi. Người trẻ thì đổi “ông bà” thành anh, chị, em hay cháu.",
  question: {
    contacts: "Có đồng ý đeo thẻ để tìm người đã ở gần ca bệnh không?",
    register: "Có đồng ý để cứu hộ biết tên khi tòa nhà gặp nạn không?",
    "call-by-token": "Có đồng ý để thẻ nháy đỏ mời đến trạm không?",
  } as ByPurpose<string>,
  words: "Xem lại lời đọc",
  yes: "Đồng ý",
  no: "Không đồng ý",
  guardian: (guardian: string, name: string) => `${guardian} trả lời thay cho ${name}.`,
  answersSelf: (name: string) => `${name} tự trả lời, đang có mặt ở đây`,
  answersGuardian: (guardian: string, name: string) =>
    `${guardian} trả lời thay: ${name} không tự quyết định được`,
  absent: "Người lớn tự quyết định được mà không có mặt thì chưa cấp thẻ: họ đến sau, hoặc trạm đến nhà hỏi.",
  ownWord: "Trẻ từ 7 tuổi: hỏi cả ý của trẻ.",
  optionalLead: "Hai câu sau không bắt buộc. Chưa trả lời thì coi như không đồng ý; thẻ vẫn cấp như thường.",
  answerFirst: "Hãy hỏi câu này rồi chọn câu trả lời.",
  handOut: (name: string) => `Cấp thẻ cho ${name}`,
  endWithout: "Kết thúc, không lưu gì",
  // Later
  title: "Đổi câu trả lời đồng ý",
  notHere: "Không thấy người này trong danh sách của nơi này.",
  toPerson: (name: string) => `Về trang của ${name}`,
  findWearer: "Tìm người đeo thẻ",
  isGiven: "Đang đồng ý",
  isNotGiven: "Đang không đồng ý",
  agree: "Ghi là đồng ý",
  takeBack: "Ghi là không đồng ý nữa",
  noted: (name: string) => `Đã ghi câu trả lời của ${name}.`,
  whole: "Ai không muốn đeo thẻ nữa thì trả thẻ. Ai muốn xóa mọi thứ về mình:",
  withdrawAll: "Rút lại tất cả",
  who: "Ai trả lời?",
  self: (name: string) => name,
  byGuardian: "Người giám hộ",
  nothingAsked: "Máy này chưa có câu hỏi nào thêm. Nối mạng rồi mở lại trang này.",
  alsoGiven: {
    register: "cứu hộ được biết tên",
    "call-by-token": "mời bằng đèn đỏ",
  } as Readonly<Record<OptionalPurpose, string>>,
};
const en: typeof vi = {
  step: "Step 3: listen and answer",
  inLanguage: "Read in",
  vietnamese: "Vietnamese",
  english: "English",
  readAloud: "Read each part aloud, then ask.",
  question: {
    contacts: "Do you agree to wear a token so that people near a case are found?",
    register: "Do you agree that rescuers learn your name when something happens in a building?",
    "call-by-token": "Do you agree that your token blinks red to ask you to the station?",
  },
  words: "See the words again",
  yes: "Yes",
  no: "No",
  guardian: (guardian, name) => `${guardian} answers for ${name}.`,
  answersSelf: (name) => `${name}, who is here`,
  answersGuardian: (guardian, name) => `${guardian} for ${name}, who cannot decide alone`,
  absent:
    "Somebody grown up who can decide and is not here gets no token yet: they come later, or are visited.",
  ownWord: "From 7 years on ask the child too.",
  optionalLead: "The next two are optional. No answer counts as no; the token is handed out all the same.",
  answerFirst: "Ask this, then choose the answer.",
  handOut: (name) => `Hand a token to ${name}`,
  endWithout: "End, nothing is stored",
  title: "Change an answer of consent",
  notHere: "This person is not in the list of this place.",
  toPerson: (name) => `To the page of ${name}`,
  findWearer: "Find a wearer",
  isGiven: "Agrees now",
  isNotGiven: "Does not agree now",
  agree: "Note that they agree",
  takeBack: "Note that they no longer agree",
  noted: (name) => `The answer of ${name} was noted.`,
  whole: "Who no longer wants to wear a token gives it back. Who wants everything about them deleted:",
  withdrawAll: "Withdraw everything",
  who: "Who answers?",
  self: (name) => name,
  byGuardian: "The guardian",
  nothingAsked: "This computer has no further questions yet. Connect it, then open this page again.",
  alsoGiven: { register: "rescuers may learn the name", "call-by-token": "called by red light" },
};

export const CONSENT: Both<typeof vi> = { vi, en };
