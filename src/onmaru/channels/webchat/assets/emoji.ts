import { menu } from "./menu";

/** The few signs that people use, over the composer. */
const SIGNS = [..."😀😄😂🙂😊😍🥰😘🤔😅😭😢😡😱👍👎👏🙏🙌💪👌✌👋🤝🎉🎁💕🔥⭐✅❌📦"];

export const emoji = (at: HTMLElement, chosen: (sign: string) => void) =>
  menu(at, SIGNS.map((label) => ({ label, does: () => chosen(label) })), "emoji", 8);
