import type { Both } from "../../shared/language.ts";

export const SYSTEMS = ["windows", "android", "chromeos", "macos", "linux"] as const;
export type System = (typeof SYSTEMS)[number];

const vi = {
  title: "Không thấy thẻ?",
  lead: "Làm lần lượt từng bước, thử lại sau mỗi bước.",
  near: "Đưa thẻ lại gần máy trong 1 mét",
  nearLead: "Không để thẻ sát kim loại, dưới gầm bàn sắt hay trong ví.",
  hold: "Giữ nút 3 giây đến khi đèn xanh nháy",
  holdLead: "Thẻ chờ 60 giây. Hết đèn nháy thì giữ nút lần nữa.",
  yourSystem: "Máy bạn đang dùng",
  noLight: "Đèn không sáng?",
  noLightLead:
    "Pin hết hoặc lắp ngược: thay pin CR2032, mặt dấu + quay lên. Vẫn không sáng: đổi thẻ, nhật ký trong thẻ không mất.",
  wrongName: "Thấy nhiều thẻ?",
  wrongNameLead: "Chọn đúng thẻ có bốn số trên nhãn. Nhờ người khác buông nút, chờ một phút.",
  still: "Vẫn không được?",
  stillLead:
    "Khởi động lại trình duyệt. Gọi bộ phận hỗ trợ và đọc tên máy, hệ điều hành và bốn số trên nhãn.",
  rights: "Người đeo muốn xem, sửa, nhận bản sao hoặc rút lại?",
  rightsLead: "Trang đầu → Người đeo thẻ: tìm họ rồi bấm việc họ nhờ. Cần có mạng.",
  tryAgain: "Thử lại: Đồng bộ",
  version: "Phiên bản",
  systems: {
    windows: {
      name: "Windows",
      steps: [
        "Bấm biểu tượng mạng ở góc dưới bên phải, bật ô Bluetooth.",
        "Không có ô Bluetooth: cắm đầu thu USB Bluetooth, chờ một phút cho Windows nhận.",
        "Dùng Chrome hoặc Edge. Không cần ghép đôi thẻ trong cài đặt Windows.",
      ],
    },
    android: {
      name: "Android",
      steps: [
        "Vuốt từ trên xuống: bật Bluetooth và Vị trí.",
        "Khi Chrome hỏi quyền “Thiết bị ở gần”, bấm Cho phép.",
        "Lỡ bấm từ chối: Cài đặt → Ứng dụng → Chrome → Quyền → Thiết bị ở gần.",
      ],
    },
    chromeos: {
      name: "Chromebook",
      steps: ["Bấm đồng hồ ở góc dưới, bật Bluetooth.", "Không cần ghép đôi thẻ trong cài đặt."],
    },
    macos: {
      name: "macOS",
      steps: [
        "Bấm biểu tượng Bluetooth trên thanh trên cùng, bật lên.",
        "Cài đặt hệ thống → Quyền riêng tư → Bluetooth: cho phép Chrome. Safari không dùng được.",
      ],
    },
    linux: {
      name: "Linux",
      steps: [
        "Mở chrome://flags, bật “Web Bluetooth”, khởi động lại trình duyệt.",
        "Kiểm tra dịch vụ bluetooth đang chạy: bluetoothctl show.",
      ],
    },
  } satisfies Record<System, { name: string; steps: string[] }>,
};
const en: typeof vi = {
  title: "No token?",
  lead: "One step after the other; try again after each.",
  near: "Bring the token within a metre of the computer",
  nearLead: "Not on metal, not under an iron table, not in a purse.",
  hold: "Hold the button for 3 seconds until the light blinks green",
  holdLead: "It waits for 60 seconds. When the light stops, hold the button again.",
  yourSystem: "The computer that you use",
  noLight: "No light?",
  noLightLead:
    "The battery is empty or upside down: put in a new CR2032, the + side up. Still none: replace the token; the log in it is not lost.",
  wrongName: "Several tokens?",
  wrongNameLead:
    "Choose the one with the four digits on the label. Let the others release the button and wait a minute.",
  still: "Still nothing?",
  stillLead:
    "Start the browser again. Call support and read out computer, system and the four digits on the label.",
  rights: "Somebody wants to see, correct, copy or withdraw?",
  rightsLead: "Start page → Wearers: find them, then press what they ask for. A network is needed.",
  tryAgain: "Try again: Sync",
  version: "Version",
  systems: {
    windows: {
      name: "Windows",
      steps: [
        "Press the network sign at the bottom right and switch Bluetooth on.",
        "No Bluetooth there: plug a USB Bluetooth dongle in and wait a minute until Windows knows it.",
        "Use Chrome or Edge. The token need not be paired in Windows.",
      ],
    },
    android: {
      name: "Android",
      steps: [
        "Pull down from the top: switch Bluetooth and Location on.",
        "When Chrome asks for “Nearby devices”, press Allow.",
        "Denied by mistake: Settings → Apps → Chrome → Permissions → Nearby devices.",
      ],
    },
    chromeos: {
      name: "Chromebook",
      steps: ["Press the clock at the bottom and switch Bluetooth on.", "The token need not be paired."],
    },
    macos: {
      name: "macOS",
      steps: [
        "Press the Bluetooth sign in the bar on top and switch it on.",
        "System Settings → Privacy → Bluetooth: allow Chrome. Safari does not work.",
      ],
    },
    linux: {
      name: "Linux",
      steps: [
        "Open chrome://flags, switch “Web Bluetooth” on, start the browser again.",
        "Check that the bluetooth service runs: bluetoothctl show.",
      ],
    },
  },
};

export const HELP: Both<typeof vi> = { vi, en };
