/** Timers, promises, events, the clock, the button: order and time of what is called. */
import type { Choices } from "./choices.ts";
import type { Generator } from "./generator.ts";

/** Prints with the time since the start, ms: no sum of delays lies halfway between two, where a counter's step would matter. */
const HEAD = ["var t0=getTime(),ids=[];", "function P(x){print(x,Math.round((getTime()-t0)*1000))}"];

const END_MS = 4000;

/**
 * One thing that a script does; `depth`: how many others it may start. No `try` stands in what is called later: it takes
 * what another callback has thrown and nobody has reported yet, and V8's does not.
 */
function action(c: Choices, depth: number): string {
  const tag = (): number => c.below(100);
  const soon = (): string => c.pick(["0", "5", "10"]);
  const more = (chance: number): string => (depth > 0 && c.chance(chance) ? action(c, depth - 1) : "");
  return c.one([
    () => `P("x${tag()}");`,
    () => {
      const delay = c.pick(["10", "0", "1", "5", "20", "33.1", "100", "-5", "1000"]);
      return `ids.push(setTimeout(function(){${more(1)}P("t${tag()}")},${delay}));`;
    },
    () => {
      const round = `P("i${tag()}");${more(0.3)}if(++n>${c.below(4)})clearInterval(q)`;
      return `(function(){var n=0,q=setInterval(function(){${round}},${c.pick(["10", "5", "20", "50", "7"])})})();`;
    },
    () => `if(ids.length)clearTimeout(ids[${c.below(3)}]||ids[0]);`,
    () => `Promise.resolve(${c.below(9)}).then(function(v){P("p"+v);${more(1)}});`,
    () =>
      `new Promise(function(y,n){setTimeout(${c.pick(["y", "n"])},${soon()},${c.below(9)})}).then(function(v){P("y"+v)},function(v){P("n"+v)});`,
    () => `Promise.resolve().then(function(){throw "E${c.below(9)}"}).catch(function(e){P("c"+e)});`,
    () => `setTimeout(function(){throw new Error("T${c.below(9)}")},${soon()});`,
    () => `setTime(t0+${c.pick(["100", "-50", "0.25", "3600"])});`,
    () => `ids[0]&&changeInterval(ids[0],${c.pick(["50", "100"])});`,
    () => {
      const second = `${depth > 0 && c.chance(0.3) ? "throw 'Z';" : ""}P("zz"+v)`;
      return `(function(){var o={};o.on("z",function(v){P("z"+v)});o.on("z",function(v){${second}});o.emit("z",${c.below(9)})})();`;
    },
    () => {
      const how = `repeat:${c.chance(0.6)},edge:"${c.pick(["both", "rising", "falling"])}",debounce:${c.pick([0, 25, 50])}`;
      return `setWatch(function(e){P("w"+e.state)},BTN,{${how}});`;
    },
    () =>
      `setTimeout(function(){ids.forEach(function(i){clearTimeout(i)});ids=[]},${c.pick(["5", "12", "30"])});`,
    () => `P(E.getErrorFlags().join());`,
  ]);
}

export const timers: Generator = {
  name: "timers",
  needs: "radio",
  make(c) {
    const actions = c.some(1, 7, () => `try{${action(c, 2)}}catch(e){print("!"+e)}`);
    // Once: the next pulse waits for the one before to end.
    if (c.chance(0.2)) actions.push(`digitalPulse(LED1,1,${c.pick(["5", "10", "[5,5]"])});`);
    let at = 0;
    const scenario = c.some(0, 6, (index) => {
      at += c.pick([60, 3, 10, 24, 26, 200]);
      return `//@ ${at} ${index % 2 === 0 ? "press" : "release"}`;
    });
    return ["// Timers, promises, events", ...HEAD, ...actions, ...scenario, `//@ ${END_MS} end`].join("\n");
  },
};
