/** A camera that reads square codes, one after the other, until one is taken. No picture is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { NoScan, type Scan, startScan } from "../services/scanner.ts";
import { PEOPLE } from "../texts/people.ts";

interface CodeCameraProps {
  readonly say: string;
  /** Said when the last code was not taken. */
  readonly other: string;
  /** Whether it is one that is wanted. */
  readonly take: (text: string) => boolean;
}

export function CodeCamera({ say, other, take }: CodeCameraProps) {
  const t = useTexts(PEOPLE);
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<NoScan>();
  const [isOther, setOther] = useState(false);
  useEffect(() => {
    let scan: Scan | undefined;
    let isGone = false;
    startScan(video.current!, (text) => setOther(!take(text))).then(
      (started) => {
        scan = started;
        if (isGone) scan.stop();
      },
      (error) => setProblem(error instanceof NoScan ? error : new NoScan("no-camera")),
    );
    return () => {
      isGone = true;
      scan?.stop();
    };
  }, []);
  if (problem)
    return (
      <Notice tone="amber" live>
        <p>{problem.problem === "not-allowed" ? t.cameraNotAllowed : t.noCamera}</p>
      </Notice>
    );
  return (
    <div class="stack">
      <p role="status">{isOther ? other : say}</p>
      <video class="camera" ref={video} playsInline muted aria-label={say} />
    </div>
  );
}
