import { ours } from "../core/page";
import { behaviour } from "../core/registry";

/** Tells `data-url` up to which number, kept by `seen` in the field `data-field`, somebody has looked: each once, and never from a hidden tab. */
behaviour("tells-seen", (element) => {
  const field = document.querySelector<HTMLInputElement>(element.dataset.field ?? "");
  let told = 0;
  const tell = () => {
    const number = Number(field?.value);
    if (!number || number <= told || document.visibilityState !== "visible") return;
    told = number;
    void fetch(element.dataset.url ?? "", { method: "POST", headers: ours(), body: new URLSearchParams({ message: String(number) }) }).catch(() => (told = 0));
  };
  field?.addEventListener("change", tell);
  document.addEventListener("visibilitychange", tell);
  tell();
  return () => {
    field?.removeEventListener("change", tell);
    document.removeEventListener("visibilitychange", tell);
  };
});
