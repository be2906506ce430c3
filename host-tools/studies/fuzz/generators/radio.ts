/** The radio: adverts, scans, addresses, services, connections, and what happens to the token meanwhile. */
import type { Choices } from "./choices.ts";
import type { Generator } from "./generator.ts";

const SERVICE = "14387800-130c-49e7-b877-2881c89cb258";
const CHARACTERISTIC = "14387801-130c-49e7-b877-2881c89cb258";

/**
 * Without the prompt's service: with it the console goes to who connects. What `T` runs may throw, and the radio's
 * refusals are errors.
 */
const HEAD = [
  'function T(f){try{f()}catch(e){print("!"+e)}}',
  'function hear(a){print("h",a.id,a.rssi,a.data.byteLength)}',
  'function hear2(a){print("k",a.id,a.rssi)}',
  "var adv=new Uint8Array([2,1,6,3,3,86,78]),opt={connectable:false,scannable:false,interval:200};",
  'NRF.on("connect",function(){print("C")});NRF.on("disconnect",function(x){print("D",x)});',
  `function offer(){var c={},s={};c["${CHARACTERISTIC}"]={maxLen:20,writable:true,notify:true,onWrite:function(e){print("W",new Uint8Array(e.data))}};s["${SERVICE}"]=c;NRF.setServices(s,{uart:false})}`,
  `function update(v){var c={},s={};c["${CHARACTERISTIC}"]={value:v,notify:true};s["${SERVICE}"]=c;NRF.updateServices(s)}`,
  "offer();",
];

const READER = 'global["#onblescan"]';
/** Something happens every so many ms at most, and the script ends so long after the last. */
const GAPS = [0, 50, 7, 100, 333, 500, 1001];
const AFTER_MS = 2000;
/** Longer than until the next connection event: what the station asked for is done before the program does the next thing. */
const CONNECTION_MS = 20;

const address = (c: Choices): string => `"c0:00:00:00:00:${c.between(10, 99)} random"`;

function call(c: Choices): string {
  return c.one([
    () => "NRF.setAdvertising(adv,opt)",
    () => {
      const open = c.chance(0.5);
      return `opt.connectable=opt.scannable=${open};opt.interval=${c.pick([200, 100, 150, 375])};NRF.setAdvertising(adv,opt)`;
    },
    () => "opt.connectable=opt.scannable=true;opt.interval=200;NRF.setAdvertising(adv,opt)",
    () => `adv[2]=${c.below(7)};NRF.setAdvertising(adv,opt)`,
    () => `adv[2]=${c.below(7)}`,
    () => `opt.interval=${c.pick([44, 20, 90])};NRF.setAdvertising(adv,opt)`,
    () => `NRF.setScan(hear,{window:${c.pick([22, 44, 50, 100])},interval:${c.pick([44, 50, 176, 352])}})`,
    () => "NRF.setScan(hear2,{window:44,interval:44})",
    () => "NRF.setScan()",
    () => `${READER}=hear2`,
    () => `NRF.setScan(hear,{window:22,interval:44});${READER}=hear2`,
    () => `NRF.setScan();${READER}=hear2`,
    () => `NRF.setAddress(${address(c)})`,
    () => `NRF.sleep();NRF.setAddress(${address(c)});NRF.setAdvertising(adv,opt);NRF.wake()`,
    () => `NRF.setTxPower(${c.pick([0, -20, -16, -12, -8, -4, 4])})`,
    () => `NRF.setScanResponse(new Uint8Array([3,8,${65 + c.below(20)},66]))`,
    () => `NRF.setScanResponse([3,8,65,${65 + c.below(20)}])`,
    () => "NRF.setScanResponse()",
    () => `NRF.setAdvertising({},{interval:${c.pick([100, 375])}})`,
    () => "NRF.setAdvertising(adv)",
    () => "NRF.sleep()",
    () => "NRF.wake()",
    () => "NRF.restart()",
    () => 'NRF.restart(function(){print("R")})',
    () => "NRF.disconnect()",
    () => `update(new Uint8Array([${c.below(256)},2,3]))`,
    () => `update(new Uint8Array([${c.below(256)}]));update("ab")`,
    () => "offer()",
    () => "print(NRF.getAddress(),NRF.getAddress(true))",
    () => `setTimeout(function(){print("t")},${c.pick([0, 1, 5, 20])})`,
    () => 'Promise.resolve(1).then(function(){print("p")})',
  ]);
}

function heard(c: Choices): string {
  const times = c.chance(0.3) ? ` ${c.pick([2, 5, 30])}` : "";
  return `hear c0:11:22:33:44:${c.between(10, 89)} -${c.between(40, 89)} 0201060303aabb${times}`;
}

export const radio: Generator = {
  name: "radio",
  needs: "radio",
  make(c) {
    const program: string[] = [];
    const scenario: string[] = [];
    let at = 0;
    c.some(1, 10, () => {
      at += c.pick(GAPS);
      c.one([
        () => {
          const doing = `T(function(){${call(c)}})`;
          program.push(at === 0 ? `${doing};` : `setTimeout(function(){${doing}},${at});`);
        },
        () => scenario.push(`//@ ${at + 3} ${heard(c)}`),
        () => scenario.push(`//@ ${at + 5} ${c.pick(["press", "release"])}`),
        () => scenario.push(`//@ ${at + 5} connect ${c.pick([23, 53, 100])}`),
        // Carried by the next connection event: whatever comes next comes after it.
        () => {
          scenario.push(`//@ ${at + 5} write ${SERVICE} ${CHARACTERISTIC} ${c.pick(["01", "0102", ""])}`);
          at += CONNECTION_MS;
        },
        () => {
          scenario.push(`//@ ${at + 5} disconnect`);
          at += CONNECTION_MS;
        },
      ]);
    });
    return ["// Radio", ...HEAD, ...program, ...scenario, `//@ ${at + AFTER_MS} end`].join("\n");
  },
};
