/** Drawn pictures; what they show stands beside them in words. */
const INK = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 3,
  "stroke-linejoin": "round",
  "stroke-linecap": "round",
} as const;
const GREEN = "#1b9e5a";

/** A thumb on the token's button, the light blinking green. */
export function ConsentPicture() {
  return (
    <svg class="picture" viewBox="0 0 320 120" aria-hidden="true">
      <rect x="30" y="20" width="110" height="80" rx="20" {...INK} />
      <circle cx="50" cy="38" r="5" {...INK} />
      <circle cx="85" cy="62" r="18" {...INK} />
      <circle cx="120" cy="38" r="6" fill={GREEN} />
      <path d="M120 24v-8M134 38h8M130 28l6-6" {...INK} stroke={GREEN} />
      <path
        d="M100 112c-6-12-14-26-18-40-2-8 6-12 11-6l14 18c20-4 34 6 36 28"
        {...INK}
        fill="var(--ground)"
      />
      <circle cx="220" cy="60" r="36" {...INK} />
      <path d="M220 36v24l16 10" {...INK} />
      <text x="268" y="68" font-size="24" font-weight="700" fill="currentColor">
        3 s
      </text>
    </svg>
  );
}
