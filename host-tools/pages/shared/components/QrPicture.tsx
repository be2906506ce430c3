/** A text as a QR code, drawn as one path. What draws it is fetched when it is needed. */
import { useEffect, useState } from "preact/hooks";

interface Drawn {
  readonly path: string;
  readonly size: number;
}

export function QrPicture({ text, label }: { readonly text: string; readonly label: string }) {
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    void drawQr(text).then(setDrawn);
  }, [text]);
  if (!drawn) return null;
  const { size, path } = drawn;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

async function drawQr(text: string): Promise<Drawn> {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
  return { path: squares.join(""), size };
}
