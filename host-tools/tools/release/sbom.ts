/** The list of parts in CycloneDX's form, the same for the same parts. */
import { createHash } from "node:crypto";
import type { Licensed } from "./licences.ts";

interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

export interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp?: string; readonly component: Component };
  readonly components: readonly Component[];
}

/**
 * npm's list with the packages whose code is in the pages. What differs from one run to the next is not in it: no time, and
 * a serial number that follows from the rest.
 */
export function withBundled(bom: Bom, name: string, version: string, bundled: readonly Licensed[]): Bom {
  const { timestamp: _, ...metadata } = bom.metadata;
  const known = new Set(bom.components.map((component) => component["bom-ref"]));
  const components = [
    ...bom.components,
    ...bundled.map(componentOf).filter((component) => !known.has(component["bom-ref"])),
  ];
  const whole = {
    ...bom,
    metadata: { ...metadata, component: { ...metadata.component, name, version } },
    components,
  };
  const hash = createHash("sha256")
    .update(JSON.stringify({ ...whole, serialNumber: "" }))
    .digest("hex");
  // RFC 9562: version 8, made of a hash.
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return { ...whole, serialNumber: `urn:uuid:${uuid}` };
}

function componentOf({ name, version, licence }: Licensed) {
  return {
    "bom-ref": `${name}@${version}`,
    type: "library",
    name,
    version,
    scope: "required",
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    // Several licences at once are an expression, and no id.
    licenses: [licence.includes(" ") ? { expression: licence } : { license: { id: licence } }],
  };
}
