/** Finding Korean the way Koreans type it: by initials (ㅎㄱ), by unfinished syllables (화), and with the wrong keyboard (ghksqnf). */
const LEADS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
const TAILS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
const COMPOUND: Record<string, string> = {
  ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ",
  ㅘ: "ㅗㅏ", ㅙ: "ㅗㅐ", ㅚ: "ㅗㅣ", ㅝ: "ㅜㅓ", ㅞ: "ㅜㅔ", ㅟ: "ㅜㅣ", ㅢ: "ㅡㅣ",
};
const KEYS = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml";
const JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";
const JAMO_OF_KEY = new Map([...KEYS].map((key, i) => [key, JAMO[i]!]));
const KEY_OF_JAMO = new Map([...KEYS].map((key, i) => [JAMO[i]!, key]));
const FIRST = 0xac00;
const LAST = 0xd7a3;

/** The jamo of a text as single keystrokes: 환 → ㅎㅗㅏㄴ. Other signs stay, in lower case. */
export function strokes(text: string): string {
  return [...text.normalize("NFC").toLowerCase()].map((sign) => {
    const code = sign.codePointAt(0)!;
    if (code < FIRST || code > LAST) return COMPOUND[sign] ?? sign;
    const place = code - FIRST;
    return [LEADS[Math.floor(place / 588)]!, VOWELS[Math.floor((place % 588) / 28)]!, TAILS[place % 28]!].map((jamo) => COMPOUND[jamo] ?? jamo).join("");
  }).join("");
}

/** The leading consonant of every syllable; other signs stay. */
export function initialsOf(text: string): string {
  return [...text.normalize("NFC").toLowerCase()].map((sign) => {
    const code = sign.codePointAt(0)!;
    return code < FIRST || code > LAST ? sign : LEADS[Math.floor((code - FIRST) / 588)]!;
  }).join("");
}

/** What the same keys give on the other keyboard, as keystrokes: ghksqnf ↔ ㅎㅗㅏㄴㅂㅜㄹ. */
export function otherKeyboard(text: string): string {
  return [...text].map((sign) => JAMO_OF_KEY.get(sign) ?? JAMO_OF_KEY.get(sign.toLowerCase()) ?? [...strokes(sign)].map((jamo) => KEY_OF_JAMO.get(jamo) ?? jamo).join("")).join("").toLowerCase();
}

const squeeze = (text: string) => text.replace(/\s+/g, "");

/** What names are compared in. The same names are asked for at every key, and taking them apart is what costs. */
interface Forms { strokes: string; initials: string; other: string; }
const FORMS = new Map<string, Forms>();
const MOST_FORMS = 10_000;

function formsOf(text: string): Forms {
  let forms = FORMS.get(text);
  if (!forms) {
    if (FORMS.size >= MOST_FORMS) FORMS.clear();
    forms = { strokes: squeeze(strokes(text)), initials: squeeze(initialsOf(text)), other: squeeze(otherKeyboard(text)) };
    FORMS.set(text, forms);
  }
  return forms;
}

/** How well `query` finds `text`: 0 not at all; higher is better. */
export function score(query: string, text: string): number {
  const typed = squeeze(query);
  if (!typed) return 1;
  const place = (found: number, weight: number) => (found < 0 ? 0 : weight + (found === 0 ? 10 : 0) - Math.min(found, 9) / 10);
  const asked = formsOf(typed);
  const named = formsOf(text);
  return (
    place(named.strokes.indexOf(asked.strokes), 60) ||
    (/^[ㄱ-ㅎ]+$/.test(typed) && place(named.initials.indexOf(asked.strokes), 40)) ||
    (typed.length > 1 ? place(named.strokes.indexOf(asked.other), 20) : 0)
  );
}
