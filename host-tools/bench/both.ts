/** What is said to people at a bench: in Vietnamese, English beside it. */
export interface Both {
  readonly vi: string;
  readonly en: string;
}

export function inBoth({ vi, en }: Both): string {
  return `${vi} / ${en}`;
}
