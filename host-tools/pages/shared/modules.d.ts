declare module "*.css";

/** The address of a file that the build puts beside the page. */
declare module "*.ttf?url" {
  const address: string;
  export default address;
}

interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}

/** Of server, pages and tokens: the build puts it in. */
declare const PROGRAM_VERSION: string;
