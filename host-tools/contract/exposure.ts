/** The expected risk of a contact in words: a figure to sort by, never a verdict. */
const LEAST = 0.001;

/** Sum of the days, as 2,3 % or 2.3 %; empty where no day has one. It stops at one in two, beyond which nothing is known. */
export function riskText(
  days: readonly { readonly risk?: number | undefined }[],
  language: "vi" | "en",
): string {
  const known = days.flatMap(({ risk }) => risk ?? []);
  if (known.length === 0) return "";
  const risk = known.reduce((sum, one) => sum + one, 0);
  const percent = (share: number) => {
    const text = (100 * share).toFixed(1);
    return `${language === "vi" ? text.replace(".", ",") : text} %`;
  };
  if (risk < LEAST) return `< ${percent(LEAST)}`;
  return risk > 0.5 ? `> ${percent(0.5)}` : percent(risk);
}
