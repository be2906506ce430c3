/** Drawn pictures; what they show stands beside them in words. */
import type { ComponentChildren } from "preact";
import type { System } from "../texts/help.ts";

const INK = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": 3,
  "stroke-linejoin": "round",
  "stroke-linecap": "round",
} as const;
const GREEN = "#1b9e5a";
const BLUE = "#2b7cc4";

function Picture({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg class="picture" viewBox="0 0 320 120" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

function Token({ x, y, isLit = true }: { readonly x: number; readonly y: number; readonly isLit?: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width="96" height="70" rx="18" {...INK} />
      <circle cx="16" cy="16" r="4" {...INK} />
      <circle cx="48" cy="38" r="15" {...INK} />
      {isLit ? (
        <>
          <circle cx="80" cy="16" r="6" fill={GREEN} />
          <path d="M80 3v-8M93 16h8M89 7l6-6" {...INK} stroke={GREEN} />
        </>
      ) : (
        <circle cx="80" cy="16" r="6" {...INK} />
      )}
    </g>
  );
}

const BLUETOOTH = "M-7 -8 7 6 0 13V-13L7 -6 -7 8";

function BluetoothSign({ x, y }: { readonly x: number; readonly y: number }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect x="-18" y="-22" width="36" height="44" rx="16" fill={BLUE} />
      <path d={BLUETOOTH} {...INK} stroke="#fff" />
    </g>
  );
}

/** A thumb on the token's button, the light blinking green, three seconds. */
export function ConsentPicture() {
  return (
    <Picture>
      <Token x={34} y={22} />
      <path d="M96 116c-8-10-16-24-20-40-2-9 7-13 12-6l16 20c22-4 34 6 36 26" {...INK} class="thumb" />
      <circle cx="216" cy="62" r="36" {...INK} />
      <path d="M216 38v24l16 10" {...INK} />
      <text x="264" y="71" font-size="26" font-weight="700" fill="currentColor">
        3 s
      </text>
    </Picture>
  );
}

export function NearPicture() {
  return (
    <Picture>
      <rect x="20" y="24" width="104" height="66" rx="6" {...INK} />
      <path d="M8 100h128" {...INK} />
      <path d="M142 56h60M142 56l8-7M142 56l8 7M202 56l-8-7M202 56l-8 7" {...INK} stroke={BLUE} />
      <text x="152" y="42" font-size="18" font-weight="700" fill="currentColor">
        1 m
      </text>
      <Token x={214} y={22} />
    </Picture>
  );
}

export function BatteryPicture() {
  return (
    <Picture>
      <Token x={24} y={26} isLit={false} />
      <path d="M140 62h44M184 62l-9-8M184 62l-9 8" {...INK} stroke={BLUE} />
      <circle cx="246" cy="60" r="42" {...INK} />
      <circle cx="246" cy="60" r="33" {...INK} stroke-width={1.5} />
      <path d="M246 40v20M236 50h20" {...INK} />
      <text x="217" y="82" font-size="15" font-weight="700" fill="currentColor">
        CR2032
      </text>
    </Picture>
  );
}

export function NamesPicture() {
  return (
    <Picture>
      <rect x="24" y="8" width="272" height="104" rx="10" {...INK} />
      {(["BZ-1077", "BZ-4821", "BZ-6090"] as const).map((name, i) => (
        <g key={name} transform={`translate(40 ${20 + 30 * i})`}>
          {i === 1 && <rect x="-6" y="-4" width="252" height="30" rx="6" fill={BLUE} />}
          <text y="18" font-size="18" font-weight="700" fill={i === 1 ? "#fff" : "currentColor"}>
            {name}
          </text>
          {i === 1 && <path d="M214 10l8 8 14-15" {...INK} stroke="#fff" />}
        </g>
      ))}
    </Picture>
  );
}

/** The switch of a system and where it is found. */
export function SystemPicture({ system }: { readonly system: System }) {
  return <Picture>{SYSTEM_PICTURES[system]}</Picture>;
}

const toggle = (x: number, y: number) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="56" height="28" rx="14" fill={GREEN} />
    <circle cx="42" cy="14" r="10" fill="#fff" />
  </g>
);

const SYSTEM_PICTURES: Readonly<Record<System, ComponentChildren>> = {
  windows: (
    <>
      <rect x="16" y="8" width="200" height="104" rx="6" {...INK} />
      <path d="M16 94h200" {...INK} />
      <rect x="112" y="20" width="92" height="64" rx="8" {...INK} />
      <BluetoothSign x={136} y={52} />
      {toggle(150, 54)}
      <path d="M192 103h14" {...INK} stroke={BLUE} />
      <path d="M240 60h18M258 48h30v24h-30zM288 54h12v12h-12z" {...INK} />
      <text x="252" y="98" font-size="16" font-weight="700" fill="currentColor">
        USB
      </text>
    </>
  ),
  android: (
    <>
      <rect x="110" y="4" width="100" height="112" rx="14" {...INK} />
      <path d="M160 14v16M160 30l-7-7M160 30l7-7" {...INK} stroke={BLUE} />
      <BluetoothSign x={137} y={62} />
      <g transform="translate(184 60)">
        <rect x="-18" y="-20" width="36" height="44" rx="16" fill={BLUE} />
        <path d="M0 16C-9 5-10 0-10-3a10 10 0 0 1 20 0c0 3-1 8-10 19z" {...INK} stroke="#fff" />
      </g>
      <path d="M126 98h68" {...INK} />
    </>
  ),
  chromeos: (
    <>
      <rect x="40" y="10" width="200" height="88" rx="6" {...INK} />
      <path d="M24 110h232" {...INK} />
      <BluetoothSign x={176} y={48} />
      {toggle(112, 34)}
      <text x="190" y="90" font-size="15" font-weight="700" fill="currentColor">
        9:41
      </text>
    </>
  ),
  macos: (
    <>
      <rect x="40" y="10" width="240" height="98" rx="8" {...INK} />
      <path d="M40 30h240" {...INK} />
      <path d={BLUETOOTH} transform="translate(214 20) scale(.6)" {...INK} stroke={BLUE} />
      <rect x="168" y="36" width="104" height="48" rx="8" {...INK} />
      <BluetoothSign x={192} y={60} />
      {toggle(208, 46)}
    </>
  ),
  linux: (
    <>
      <rect x="20" y="10" width="280" height="98" rx="8" {...INK} />
      <path d="M20 34h280" {...INK} />
      <text x="36" y="28" font-size="14" fill="currentColor">
        chrome://flags
      </text>
      <text x="36" y="76" font-size="18" font-weight="700" fill="currentColor">
        Web Bluetooth
      </text>
      {toggle(220, 56)}
    </>
  ),
};
