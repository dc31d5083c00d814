import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

/** The seconds until `data-until`, by this machine's clock; at the end nothing. */
behaviour("countdown", (element) => {
  const until = Date.parse(element.dataset.until ?? "");
  const draw = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    element.textContent = left > 0 && left < 120 ? phrase("seconds", { count: left }) : "";
    if (left <= 0) clearInterval(ticking);
  };
  const ticking = window.setInterval(draw, 1000);
  draw();
  return () => clearInterval(ticking);
});
