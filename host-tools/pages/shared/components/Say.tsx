/** A text in which **words** are strong. */
export function Say({ text }: { readonly text: string }) {
  return <>{text.split("**").map((part, i) => (i % 2 === 1 ? <strong key={i}>{part}</strong> : part))}</>;
}
