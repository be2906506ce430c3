declare module "*.css";

interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}

/** Of server, pages and tokens: the build puts it in. */
declare const PROGRAM_VERSION: string;
