/** The picture as a file: named after the case, and without names of people unless somebody wants them. */
import { render } from "preact";
import { saveFile } from "../../shared/save-file.ts";
import { CasePicture } from "./CasePicture.tsx";
import { labelsOf } from "./labels.ts";
import type { Layout } from "./layout.ts";

/** Black and blue on white, as paper takes it. */
const STYLE = [
  "text{font-family:sans-serif;text-anchor:middle;fill:#16202c}",
  "circle{stroke:#16202c;stroke-width:2}",
  ".place{fill:#f3f5f8;stroke:#c5ccd6}",
  ".f0{fill:#b42318}.f1{fill:#0b4f8a}.f2{fill:#fff}",
  "text.f0,text.number.f1{fill:#fff;font-weight:700}text.name,text.place{fill:#16202c;stroke:#fff;stroke-width:.3em;paint-order:stroke}",
  ".link{stroke:#0b4f8a;stroke-width:2}.far{stroke:#4a5666;stroke-dasharray:6 5}",
].join("");

/** Letters of a file, which is looked at as near as somebody likes. */
const SIZE = { numbers: 13, names: 5 } as const;

interface FileOf {
  readonly layout: Layout;
  readonly reference: string;
  readonly name: string;
  readonly hasNames: boolean;
  readonly placeName: (place: string | undefined, count: number) => string;
}

export function savePicture({ layout, reference, name, hasNames, placeName }: FileOf): void {
  const numbers = labelsOf(layout, { size: SIZE.numbers, hasNames: false, placeName });
  const names = hasNames ? labelsOf(layout, { size: SIZE.names, hasNames, placeName }) : [];
  const edge = layout.reach + 60;
  const place = document.createElement("div");
  render(
    <CasePicture
      layout={layout}
      labels={[...numbers, ...names.filter(({ kind }) => kind === "name")]}
      viewBox={`${-edge} ${-edge} ${2 * edge} ${2 * edge}`}
      name={name}
      style={STYLE}
    />,
    place,
  );
  const file = `${reference.replace(/[^\p{L}\p{N}]+/gu, "-")}-graph.svg`;
  saveFile(file, "image/svg+xml", new TextEncoder().encode(place.innerHTML));
}
