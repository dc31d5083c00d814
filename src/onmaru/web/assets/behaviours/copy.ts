import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { toast } from "../core/toast";

/** Copies `data-copy`, or the words of the element that `data-copy-from` selects. */
behaviour("copy", (element) => {
  const copy = () => {
    const text = element.dataset.copy ?? document.querySelector(element.dataset.copyFrom ?? "")?.textContent?.trim() ?? "";
    navigator.clipboard.writeText(text).then(() => toast(phrase("copied")), () => toast(phrase("copy_failed"), "danger"));
  };
  element.addEventListener("click", copy);
  return () => element.removeEventListener("click", copy);
});
