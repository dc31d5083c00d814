import { phrase } from "./phrases";

/** A short message of a script's own; the server sends others into the same region. The same words are not said twice at once. */
export function toast(text: string, tone: "plain" | "danger" = "plain"): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  for (const shown of region.querySelectorAll(".toast-text")) if (shown.textContent === text) return;
  const box = document.createElement("div");
  box.className = "toast";
  box.dataset.behaviour = "toast";
  box.dataset.seconds = tone === "danger" ? "10" : "4";
  if (tone === "danger") {
    box.dataset.tone = "danger";
    box.setAttribute("role", "alert");
  }
  const words = document.createElement("span");
  words.className = "toast-text";
  words.textContent = text;
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.className = "button is-small";
  dismiss.dataset.dismiss = "";
  dismiss.textContent = phrase("dismiss");
  box.append(words, dismiss);
  region.append(box);
}
