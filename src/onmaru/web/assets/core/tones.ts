/** Small sounds, drawn from sine waves: [frequency in Hz, begin in s, length in s]. */
const TONES: Record<string, [number, number, number][]> = {
  chime: [[880, 0, 0.35], [1318.5, 0.12, 0.5]],
  knock: [[330, 0, 0.09], [330, 0.14, 0.12]],
  drop: [[1046.5, 0, 0.12], [784, 0.08, 0.25]],
  low: [[220, 0, 0.3], [174.6, 0.22, 0.45]],
};

let context: AudioContext | undefined;

/** Plays a tone at a volume from 0 to 100. Browsers stay silent until the page was touched once. */
export async function play(tone: string, volume: number): Promise<void> {
  const notes = TONES[tone];
  if (!notes || !volume) return;
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  const start = context.currentTime + 0.02;
  for (const [frequency, begin, length] of notes) {
    const wave = new OscillatorNode(context, { frequency });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, start + begin);
    loudness.gain.linearRampToValueAtTime((volume / 100) * 0.35, start + begin + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + begin + length);
    wave.connect(loudness).connect(context.destination);
    wave.start(start + begin);
    wave.stop(start + begin + length);
  }
}
