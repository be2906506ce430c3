/** Short notes of the guard's page, made in the browser: a high one where somebody tapped, two low ones where the gate needs somebody. */

const NOTES = {
  tap: [[880, 0, 0.12]],
  again: [[660, 0, 0.08]],
  trouble: [
    [330, 0, 0.25],
    [247, 0.3, 0.35],
  ],
} as const satisfies Record<string, readonly (readonly [hertz: number, from: number, seconds: number])[]>;
type Sound = keyof typeof NOTES;

let context: AudioContext | undefined;

/** To be called from a press: browsers let nothing sound before one. */
export function allowSounds(): void {
  context ??= new AudioContext();
  void context.resume();
}

/** Nothing where nobody has pressed anything yet. */
export function sound(which: Sound): void {
  if (context?.state !== "running") return;
  const now = context.currentTime;
  for (const [hertz, from, seconds] of NOTES[which]) {
    const note = new OscillatorNode(context, { frequency: hertz });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setTargetAtTime(0.5, now + from, 0.01);
    loudness.gain.setTargetAtTime(0, now + from + seconds, 0.03);
    note.connect(loudness).connect(context.destination);
    note.start(now + from);
    note.stop(now + from + seconds + 0.3);
  }
}
