// biome-ignore-all lint: runs on Espruino, whose language this is
// Runs in the interpreter before the token's program: puts stand-ins in the place of everything that a token has and
// a Linux machine has not. Each call of one goes to the host as a line of text, and the interpreter waits for the
// answer, as it waits for its own functions. What the lines mean stands in wire.ts. The host puts in front of this
// file: $in and $out, paths of the FIFOs, $hosts, names of the objects that have members there, and $head, bytes to read.

var $token = (function (inPath, outPath, hostNames) {
  // First what is used most: the interpreter looks names up from the first one on, the global ones last.
  var evaluate = eval;
  /** Work done since the last line that costs processor time. */
  var notes = "";
  var input = E.openFile(inPath, "r");
  var output = E.openFile(outPath, "w");
  // Kept from the program, which gets others under the same names.
  var base64 = btoa;
  var unbase64 = atob;
  var later = setTimeout;
  var crc32 = E.CRC32;
  var load = require;
  var quit_ = quit;
  /** Functions of the program that the host knows by number. */
  var functions = [];
  /** Stand-ins that the host knows by number: objects with members there, then pins. */
  var hosts = [];
  var views = [Uint8Array, Int32Array, Uint16Array, Uint32Array, Int8Array, Int16Array, Uint8ClampedArray];
  var viewNames = ["Uint8", "Int32", "Uint16", "Uint32", "Int8", "Int16", "Uint8Clamped"];
  views.push(Float32Array, Float64Array);
  viewNames.push("Float32", "Float64");

  function send(line) {
    line = notes + line + "\n";
    notes = "";
    output.write(line);
  }

  /** The host is gone: so must we. */
  function end() {
    quit_();
    throw new Error("no host");
  }

  function encodeView(view) {
    for (var i = 0; i < views.length; i++) {
      if (view instanceof views[i]) {
        var bytes = i === 0 ? view : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
        return "b" + viewNames[i] + "Array:" + base64(bytes) + ";";
      }
    }
    return "bDataView:" + base64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) + ";";
  }

  function encodeObject(value) {
    var i = hosts.indexOf(value);
    if (i >= 0) return "H" + i + ";";
    if (value instanceof ArrayBuffer) return "bArrayBuffer:" + base64(value) + ";";
    if (value.buffer instanceof ArrayBuffer) return encodeView(value);
    if (value instanceof RegExp) return "r" + base64(value.source) + ";";
    var text;
    if (Array.isArray(value)) {
      text = "[";
      for (i = 0; i < value.length; i++) text += encode(value[i]);
      return text + "]";
    }
    text = "{";
    var keys = Object.keys(value);
    for (i = 0; i < keys.length; i++) text += base64(keys[i]) + ";" + encode(value[keys[i]]);
    return text + "}";
  }

  function encode(value) {
    if (value === undefined) return "u";
    if (value === null) return "z";
    var kind = typeof value;
    if (kind === "number") {
      return (value | 0) === value ? "i" + value + ";" : "d" + base64(new Float64Array([value]).buffer) + ";";
    }
    if (kind === "string") return "s" + base64(value) + ";";
    if (kind === "boolean") return value ? "t" : "f";
    if (kind === "object") return encodeObject(value);
    var i = functions.indexOf(value);
    if (i < 0) {
      i = functions.length;
      functions.push(value);
    }
    return "F" + i + ";";
  }

  function encodeError(error) {
    if (error && error.type && typeof error.message === "string")
      return "e" + base64(error.type) + ":" + base64(error.message) + ";";
    return encode(error);
  }

  // Names for the expressions that the host writes.
  function buffer(text) {
    return E.toArrayBuffer(unbase64(text));
  }
  function bytes(text) {
    return new Uint8Array(buffer(text));
  }

  /** Runs an expression of the host's; the line that answers it. */
  function answer(text) {
    try {
      return "=" + encode(evaluate(text));
    } catch (error) {
      return "!" + encodeError(error);
    }
  }

  /** Reads what the host sends until it is the answer to our own question, or the text of a boot file. */
  function wait() {
    for (;;) {
      var head = input.read($head);
      if (!head) end();
      var kind = head[0];
      if (kind === "=") return evaluate(head.substr(1));
      if (kind === ":") {
        kind = head[1];
        head = input.read(parseInt(head.substr(2)));
        if (kind === "=") return evaluate(head);
      } else head = head.substr(1);
      if (kind === "(") send(answer(head));
      else if (kind === "f") return head;
      else if (kind === "!") throw evaluate(head);
      else return undefined;
    }
  }

  function ask(name, args) {
    var line = notes + "?" + name + " ";
    notes = "";
    for (var i = 0; i < args.length; i++) line += encode(args[i]);
    output.write(line + "\n");
    return wait();
  }

  /** Calls a function with each of several lists of arguments. */
  function each(call, lists) {
    for (var i = 0; i < lists.length; i++) {
      if (i) notes += "n,";
      call.apply(undefined, lists[i]);
    }
  }

  function standIn(object, name, path) {
    object[name] = function () {
      return ask(path, arguments);
    };
  }

  function standIns(object, path, names) {
    for (var i = 0; i < names.length; i++) standIn(object, names[i], path + names[i]);
  }

  /** Arguments for a timer's function stay here: they are the program's own objects. */
  function timer(name) {
    global[name] = function () {
      if (arguments.length < 3 || typeof arguments[0] !== "function") return ask(name, arguments);
      var call = arguments[0];
      var args = arguments.slice(2);
      var bound = function () {
        call.apply(undefined, args);
      };
      return ask(name, [bound, arguments[1]]);
    };
  }

  /** What is advertised; its bytes are read anew at each start of advertising. */
  var advert;
  function keepAdvert() {
    NRF.setAdvertising = function () {
      advert = arguments[0];
      return ask("NRF.setAdvertising", arguments);
    };
  }

  /** Bytes that E.CRC32 and the hashes take from something. */
  function lengthOf(data) {
    if (typeof data === "string") return data.length;
    if (typeof data === "object" && data !== null) {
      if (data.buffer) return data.length;
      if (data instanceof ArrayBuffer) return data.byteLength;
    }
    try {
      return E.toUint8Array(data).length;
    } catch (error) {
      return 0;
    }
  }

  function noted(object, name, mark, run) {
    object[name] = function (data) {
      if (data !== undefined && (mark !== "c" || typeof data === "string" || typeof data === "object"))
        notes += mark + lengthOf(data) + ",";
      return run(data);
    };
  }

  var Pin = function (name) {
    this.name = name;
  };

  /** The host builds the token's surface with these. */
  function pins(names, methods) {
    methods.forEach(function (method) {
      Pin.prototype[method] = function () {
        var args = [this];
        for (var i = 0; i < arguments.length; i++) args.push(arguments[i]);
        return ask("Pin." + method, args);
      };
    });
    global.Pin = Pin;
    names.forEach(function (name) {
      global[name] = new Pin(name);
      hosts.push(global[name]);
    });
  }

  function crypto(sizes) {
    var native = load("crypto");
    var module = {};
    Object.keys(sizes).forEach(function (name) {
      noted(module, name, sizes[name] === 64 ? "s" : "S", native[name]);
    });
    return module;
  }

  function modules(table) {
    global.require = function (name) {
      return table[name] || ask("require", [name]);
    };
  }

  var mustIdle = false;
  function idleAfterCalls() {
    mustIdle = true;
  }

  /** The host's calls. Promises and events of the program's own objects go on when the interpreter idles. */
  function idle() {
    for (;;) {
      var head = input.read($head);
      if (!head) return quit_();
      var line = answer(head[0] === ":" ? input.read(parseInt(head.substr(2))) : head.substr(1));
      if (mustIdle) {
        later(conclude, 0, line);
        return;
      }
      send(line);
    }
  }
  function conclude(line) {
    send(line);
    idle();
  }

  hostNames.forEach(function (name) {
    var host = name === "E" ? E : {};
    hosts.push(host);
    if (name !== "Storage" && name !== "Flash") global[name] = host;
  });
  noted(E, "CRC32", "c", crc32);
  send("=u");
  return {
    wait: wait,
    ran: function () {
      send("=u");
    },
    failed: function (error) {
      send("!" + encodeError(error));
    },
    start: function () {
      later(conclude, 0, "=u");
    },
  };
})($in, $out, $hosts);

/** Runs text outside of the stand-ins' scope. */
var $run = function ($text) {
  return eval($text);
};

// Boot files run here, outside of any function: what they declare is global.
while (($in = $token.wait()) !== undefined) {
  try {
    eval($in);
    $token.ran();
  } catch ($out) {
    $token.failed($out);
  }
}
$token.start();
