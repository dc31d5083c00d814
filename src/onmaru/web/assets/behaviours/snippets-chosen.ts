import { drawIcon } from "../core/icon";
import { phrase } from "../core/phrases";
import type { Effect, Whole } from "../core/snippets";

type Kept = Pick<Whole, "id" | "name" | "effects">;

/** The pieces that an answer is made of, with what each does when it is sent; kept for this tab, as the text is kept as a draft. */
export class Chosen {
  private all: Kept[] = [];

  constructor(private readonly tray: HTMLElement, private readonly form: HTMLFormElement, private readonly name: string, private readonly key: string) {
    // A composer that comes back with its text (a reload, a refusal) comes back with its pieces, an empty one begins anew.
    const field = form.querySelector("textarea");
    if (field?.value.trim()) this.all = JSON.parse(sessionStorage.getItem(key) ?? "[]") as Kept[];
    else sessionStorage.removeItem(key);
    tray.addEventListener("click", this.click);
    this.draw();
  }

  add({ id, name, effects }: Kept): void {
    if (!this.all.some((kept) => kept.id === id)) this.all.push({ id, name, effects });
    this.draw();
  }

  end(): void {
    this.tray.removeEventListener("click", this.click);
  }

  private readonly click = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[data-piece]");
    if (!button) return;
    this.all = this.all.filter((kept) => String(kept.id) !== button.dataset.piece);
    this.draw();
    this.form.querySelector("textarea")?.focus();
  };

  private draw(): void {
    sessionStorage.setItem(this.key, JSON.stringify(this.all));
    this.tray.replaceChildren(...this.all.map((kept) => this.drawPiece(kept)));
    this.tray.hidden = !this.all.some((kept) => kept.effects.length);
  }

  private drawPiece(kept: Kept): HTMLElement {
    const piece = document.createElement("span");
    piece.className = "snippet-chosen";
    piece.hidden = !kept.effects.length;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: this.name, value: String(kept.id) });
    field.setAttribute("form", this.form.id);
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "icon-button is-small", textContent: "×" });
    remove.dataset.piece = String(kept.id);
    remove.setAttribute("aria-label", `${phrase("remove")}: ${kept.name}`);
    piece.append(Object.assign(document.createElement("strong"), { textContent: kept.name }), ...kept.effects.map(drawEffect), remove, field);
    return piece;
  }
}

export function drawEffect([icon, words]: Effect): HTMLElement {
  const part = document.createElement("span");
  part.className = "macro-effect";
  const drawing = drawIcon(icon);
  if (drawing) part.append(drawing);
  part.append(words);
  return part;
}
