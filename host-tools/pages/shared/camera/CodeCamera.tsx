/** A camera that reads square codes, one after the other, until one is taken. No picture is kept. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Notice } from "../components/Notice.tsx";
import { NoScan, type Scan, type ScanProblem, startScan } from "./scanner.ts";

interface CodeCameraProps {
  readonly say: string;
  /** Said when the last code was not taken. */
  readonly other: string;
  /** Said where there is no picture. */
  readonly faults: Readonly<Record<ScanProblem, string>>;
  /** Whether it is one that is wanted. */
  readonly take: (text: string) => boolean;
}

export function CodeCamera({ say, other, faults, take }: CodeCameraProps) {
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
        <p>{faults[problem.problem]}</p>
      </Notice>
    );
  return (
    <div class="stack">
      <p role="status">{isOther ? other : say}</p>
      <video class="camera" ref={video} playsInline muted aria-label={say} />
    </div>
  );
}
