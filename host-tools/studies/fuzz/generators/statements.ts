/** Statements: scopes, closures, loops, switch, exceptions. Its variables hold numbers and booleans. */
import type { Choices } from "./choices.ts";
import type { Generator } from "./generator.ts";

/**
 * The functions change variables of the program; so they stand on no right side of `+=` and its like, where the
 * interpreter reads the left side last.
 */
const HEAD = [
  "var a=1,b=2,c=-1,d=0,o={a:5,b:0,c:-2,d:1},u=new Uint8Array([1,255,0,7]);",
  "function f0(x,y){a=(a+1)&255;return x}",
  "function f1(x,y){if(x>b)return y;return x|0}",
  "var f2=function(x,y){var a=x;{let b=2;a+=b}return a&4095};",
];

/** Writes one script; counts the names that it makes up. */
class Writer {
  readonly #c: Choices;
  #names = 0;
  /** Switches around what is written. */
  #switches = 0;

  constructor(c: Choices) {
    this.#c = c;
  }

  get #variable(): string {
    return this.#c.pick(["a", "b", "c", "d"]);
  }

  get #integer(): string {
    return this.#c.pick(["0", "1", "2", "3", "4", "-1", "-2"]);
  }

  #leaf(): string {
    const c = this.#c;
    return c.one([
      () => this.#variable,
      () => `(${this.#integer})`,
      () => `f${c.below(3)}(${this.#variable},${this.#variable})`,
      () => `o.${this.#variable}`,
      () => `u[${c.below(4)}]`,
    ]);
  }

  expression(depth: number): string {
    if (depth <= 0) return this.#leaf();
    const c = this.#c;
    const next = (): string => this.expression(depth - 1);
    return c.one([
      () => this.#leaf(),
      () => `(${next()}${c.pick(["+", "-", "&", "|", "<", ">", "==="])}${next()})`,
      () => `(${next()}*${next()}&1023)`,
      () => `(${next()}?${next()}:${next()})`,
      () => `(${next()},${next()})`,
      () => `(${next()}${c.pick(["&&", "||"])}${next()})`,
      () => `!${next()}`,
      () => `(${this.#variable}=${next()})`,
      () => `(o.${this.#variable}=${next()})`,
      () => `(${this.#variable}${c.pick(["+=", "-=", "|="])}${this.#variable})`,
      () => `(${this.#variable}${c.pick(["++", "--"])})`,
      () => `(${c.pick(["++", "--"])}${this.#variable})`,
      () => `f${c.below(3)}(${next()},${next()})`,
      () => `(typeof ${this.#variable}==="number")`,
      () => `(function(x){return x${c.pick(["+", "-"])}${this.#variable}})(${next()})`,
      () => `((x,y)=>x-y)(${next()},${this.#variable})`,
    ]);
  }

  #simple(): string {
    const c = this.#c;
    return c.one([
      () => `print(${this.expression(1)});`,
      () => `${this.#variable}=${this.expression(2)};`,
      () => `${this.#variable}=(${this.#variable}+${this.#variable})&65535;`,
      () => `u[${c.below(4)}]${c.pick(["=", "+=", "|="])}${this.#variable};`,
      () => `u[${c.below(4)}]++;`,
      () => `if(${this.expression(1)})print(${this.#variable});`,
    ]);
  }

  /** Where a case with `do` in it is skipped after another one's `break`, the interpreter goes on at `default`. */
  #loop(body: string, test: string): string {
    return this.#switches > 0 ? `for(;;){${body}if(!(${test}))break;}` : `do{${body}}while(${test});`;
  }

  statement(depth: number): string {
    if (depth <= 0) return this.#simple();
    const c = this.#c;
    const one = (): string => this.statement(depth - 1);
    const body = (): string => c.some(1, 2, one).join("");
    const test = (): string => this.expression(1);
    const name = `${++this.#names}`;
    return c.one([
      () => this.#simple(),
      () => {
        const end = c.chance(0.3) ? `if(${test()})${c.pick(["break", "continue"])};` : "";
        return `for(let i=0;i<${1 + c.below(3)};i++){${body()}${end}}`;
      },
      () => `for(var i${name}=${c.below(3)};i${name}--;){${body()}}`,
      () => `for(let i=${c.below(3)};i>0;i--)${one()}`,
      () => `{let s${name}=${test()};const q${name}=s${name};${body()}print(s${name},q${name});}`,
      () => `{let ${this.#variable}=${this.#integer},z${name}=${this.#integer};${body()}}`,
      () => `if(${test()}){${body()}}else{${one()}}`,
      () => `if(${test()}){${one()}}else if(${test()}){${body()}}else{${body()}}`,
      () => {
        this.#switches++;
        const cases = c.some(1, 3, () => `case ${this.#integer}:${one()}${c.chance(0.5) ? "break;" : ""}`);
        this.#switches--;
        return `switch(${test()}){${cases.join("")}default:${one()}}`;
      },
      () => {
        const thrown = c.pick(["", `throw ${test()};`, "none();"]);
        const last = c.chance(0.4) ? `finally{${one()}}` : "";
        return `try{${body()}${thrown}}catch(e){print("e"+e);${one()}}${last}`;
      },
      () => {
        const next = c.chance(0.3) ? "continue;" : "";
        return `{var w${name}=${test()},n${name}=0;while(w${name}>0&&n${name}++<3){w${name}--;${body()}${next}}}`;
      },
      () => `{var n${name}=0;${this.#loop(body(), `n${name}++<${c.below(3)}`)}}`,
      () => this.#loop(`${one()}if(${test()})break;${one()}`, "false"),
      () => `(function(){${body()}${c.chance(0.5) ? `return ${test()};` : ""}${one()}})();`,
      () => `(function(a){${body()}print(a);})(${test()});`,
      () => `(()=>{${body()}})();`,
      () => `for(const x of [${test()},${test()}]){${body()}print(x);}`,
      () => `for(const x of u){${one()}b=(b+x)&255;}`,
      () => `for(var k${name} in o){print(k${name},o[k${name}]);}`,
      () => `{let g${name}=function(x,a){${body()}return x;};print(g${name}(${test()},${test()}));}`,
      () => {
        const inner = `(function(p,q){return function(x){p+=x;return p-q+a}})`;
        const call = (): string => `h${name}(${this.#integer})`;
        return `{var h${name}=${inner}(${this.#integer},${this.#integer});print(${call()},${call()});}`;
      },
    ]);
  }
}

export const statements: Generator = {
  name: "statements",
  needs: "any",
  make(c) {
    const writer = new Writer(c);
    const parts = c.some(1, 5, () => writer.statement(2));
    return ["// Statements", ...HEAD, ...parts, "print(a,b,c,d,o.a,o.b,o.c,o.d,u);"].join("\n");
  },
};
