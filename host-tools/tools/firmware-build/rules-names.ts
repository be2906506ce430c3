/** Globals, members and calls that Espruino 2v29 lacks or answers otherwise. Every row was tried on the interpreter. */

import ts from "typescript";
import { ROLE_CONSTANT } from "./board-constants.ts";
import {
  GLOBALS,
  MISSING_METHODS,
  MODULES,
  PIN,
  READABLE_PROTOTYPES,
  STATIC_MEMBERS,
} from "./interpreter-names.ts";
import {
  AFTER_LOWERING,
  ALWAYS,
  type Context,
  callOf,
  globalName,
  isAssigned,
  literal,
  type Rule,
} from "./rule.ts";
import { numberOf } from "./values.ts";

export const NAME_RULES: readonly Rule[] = [
  {
    id: "typescript-helper",
    reason: "TypeScript's helper functions lean on what the interpreter lacks; write it in plain ES5",
    stages: AFTER_LOWERING,
    matches: (n) =>
      (ts.isVariableDeclaration(n) || ts.isFunctionDeclaration(n)) &&
      n.name !== undefined &&
      ts.isIdentifier(n.name) &&
      /^__[a-z]/i.test(n.name.text),
  },
  {
    id: "missing-global",
    reason: "the interpreter knows no such global",
    stages: ALWAYS,
    matches: (n, context) => {
      const name = globalName(n, context);
      if (name === undefined || name === ROLE_CONSTANT) return false;
      return !GLOBALS.has(name) && !PIN.test(name) && !ts.isTypeOfExpression(n.parent);
    },
  },
  {
    id: "builtin-assigned",
    reason: "assigning to a built-in by its bare name throws; `global.name = value` works",
    stages: ALWAYS,
    matches: (n, context) => isAssigned(n) && GLOBALS.has(globalName(n, context) ?? ""),
  },
  {
    id: "missing-static",
    reason: "the interpreter's class has no such member",
    stages: ALWAYS,
    matches: (n, context) => {
      const [object, member] = memberOf(n, context);
      if (object === undefined || isAssigned(n)) return false;
      return STATIC_MEMBERS[object]?.has(member) === false;
    },
  },
  {
    id: "missing-method",
    reason: "no built-in object of the interpreter has this method",
    stages: ALWAYS,
    matches: (n, { properties }) =>
      ts.isCallExpression(n) &&
      ts.isPropertyAccessExpression(n.expression) &&
      MISSING_METHODS.has(n.expression.name.text) &&
      !properties.has(n.expression.name.text),
  },
  {
    id: "builtin-prototype",
    reason:
      "methods read through a built-in prototype are undefined; take them from an instance, like [].slice",
    stages: ALWAYS,
    matches: (n, context) => {
      if (!ts.isPropertyAccessExpression(n) || isAssigned(n)) return false;
      const [object, member] = memberOf(n.expression, context);
      return (
        member === "prototype" &&
        object !== undefined &&
        !READABLE_PROTOTYPES.has(object) &&
        GLOBALS.has(object)
      );
    },
  },
  {
    id: "length-written",
    reason: "writing to length throws; use splice, or a new array",
    stages: ALWAYS,
    matches: (n) => ts.isPropertyAccessExpression(n) && n.name.text === "length" && isAssigned(n),
  },
  {
    id: "negative-index",
    reason: "a negative index throws on strings and typed arrays",
    stages: ALWAYS,
    matches: (n, context) =>
      ts.isElementAccessExpression(n) && (numberOf(n.argumentExpression, context) ?? 0) < 0,
  },
  {
    id: "unknown-module",
    reason: `only these modules are in the interpreter: ${[...MODULES].join(", ")}`,
    stages: ALWAYS,
    matches: (n, context) =>
      ts.isCallExpression(n) &&
      globalName(n.expression, context) === "require" &&
      !MODULES.has(String(literal(n.arguments[0]))),
  },
  {
    id: "typed-array-of-string",
    reason: "a typed array cannot be made from a string; use E.toUint8Array",
    stages: ALWAYS,
    matches: (n) =>
      ts.isNewExpression(n) &&
      ts.isIdentifier(n.expression) &&
      /^(Uint|Int|Float)\d+(Clamped)?Array$/.test(n.expression.text) &&
      typeof literal(n.arguments?.[0]) === "string",
  },
  {
    id: "wide-char-code",
    reason: "String.fromCharCode keeps only the low eight bits",
    stages: ALWAYS,
    matches: (n) => {
      const call = callOf(n, "String", "fromCharCode");
      return call?.arguments.some((argument) => Number(literal(argument) ?? 0) > 255) ?? false;
    },
  },
  {
    id: "split-limit",
    reason: "the second argument of split is ignored",
    stages: ALWAYS,
    matches: (n) => (callOf(n, undefined, "split")?.arguments.length ?? 0) > 1,
  },
  {
    id: "aes-stream",
    reason: "AES in CTR mode ignores its iv, and CFB does not decrypt what it encrypted",
    stages: ALWAYS,
    matches: (n) =>
      ts.isPropertyAssignment(n) &&
      ts.isIdentifier(n.name) &&
      n.name.text === "mode" &&
      /^(CTR|CFB|OFB)$/.test(String(literal(n.initializer))),
  },
  {
    id: "advert-options",
    reason:
      "each call leaks variables, and a packet that is too long shows the device's name; give a raw Uint8Array",
    stages: ALWAYS,
    matches: (n) => {
      const call = callOf(n, "NRF", "setAdvertising");
      if (!call) return false;
      const [data, options] = call.arguments;
      return (
        (data !== undefined && isFilledObject(data)) ||
        names(options).some((k) => /^(name|manufacturerData)$/.test(k))
      );
    },
  },
  {
    id: "advert-read-back",
    reason: "NRF.getAdvertisingData leaves manufacturer data out and turns raw packets into text",
    stages: ALWAYS,
    matches: (n) => callOf(n, "NRF", "getAdvertisingData") !== undefined,
  },
  {
    id: "console-unforced",
    reason: "without {force:true} the next connection gets the console back",
    stages: ALWAYS,
    matches: (n) => {
      const call = callOf(n, "E", "setConsole");
      return call !== undefined && !names(call.arguments[1]).includes("force");
    },
  },
];

/** `Global.member` or `Global["member"]` of a built-in that the program does not declare. */
function memberOf(node: ts.Node, context: Context): [string | undefined, string] {
  if (ts.isPropertyAccessExpression(node)) return [globalName(node.expression, context), node.name.text];
  if (ts.isElementAccessExpression(node)) {
    const member = literal(node.argumentExpression);
    if (typeof member === "string") return [globalName(node.expression, context), member];
  }
  return [undefined, ""];
}

function isFilledObject(node: ts.Node): boolean {
  return ts.isObjectLiteralExpression(node) && node.properties.length > 0;
}

/** Property names of an object literal. */
function names(node: ts.Node | undefined): string[] {
  if (!node || !ts.isObjectLiteralExpression(node)) return [];
  return node.properties.map((property) =>
    property.name && ts.isIdentifier(property.name) ? property.name.text : "",
  );
}
