/** Sends a great file: patience follows what moves, and how far it is is told. */
import type { UploadLimits } from "../../contract/uploads.ts";

type Patience = Pick<UploadLimits, "stallMs" | "answerMs">;

interface Upload {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly patience: Patience;
  /** Share of the bytes that have left, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Why no answer came: what was sent did not move any more, or the server was silent or not there. */
type Lost = "stalled" | "silent";

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** Resolves with the answer whatever its status, or with why there is none. */
export function upload(one: Upload): Promise<Answered | Lost> {
  const { method, path, headers, body, patience, onProgress } = one;
  const request = new XMLHttpRequest();
  return new Promise((resolve) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (result: Answered | Lost) => {
      clearTimeout(timer);
      resolve(result);
      if (request.readyState !== XMLHttpRequest.DONE) request.abort();
    };
    const wait = (milliseconds: number, why: Lost) => {
      clearTimeout(timer);
      timer = setTimeout(() => end(why), milliseconds);
    };
    request.open(method, path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => {
      onProgress(loaded / body.length);
      wait(patience.stallMs, "stalled");
    };
    request.upload.onload = () => wait(patience.answerMs, "silent");
    request.onload = () => end({ status: request.status, text: request.responseText });
    request.onerror = () => end("silent");
    request.onabort = () => end("silent");
    wait(patience.stallMs, "stalled");
    request.send(body);
  });
}
