import { config } from "./given";
import { recall, remember } from "./store";

/** Two soft tones, made on the spot: no file to load. */
let context: AudioContext | null = null;

export const audible = () => config.sound && recall("quiet") === null;
export const hush = (quiet: boolean) => remember("quiet", quiet ? "1" : null);

export function chime(): void {
  if (!audible()) return;
  try {
    context ??= new AudioContext();
    // Without a touch of the visitor's a browser keeps it suspended, and would play it late.
    if (context.state !== "running") return void context.resume();
    [660, 880].forEach((frequency, number) => {
      const start = context!.currentTime + number * 0.12;
      const tone = context!.createOscillator();
      const volume = context!.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(0.09, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
      tone.connect(volume).connect(context!.destination);
      tone.start(start);
      tone.stop(start + 0.32);
    });
  } catch {
    // A page without sound is still a page.
  }
}
