export function TrainingView({ leave }: { readonly leave: () => void }) {
  return (
    <button type="button" onClick={leave}>
      …
    </button>
  );
}
