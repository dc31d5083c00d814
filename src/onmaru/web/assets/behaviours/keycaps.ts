import { isMac } from "../core/page";
import { behaviour } from "../core/registry";

/** Keycaps that the server drew for everyone, as they are engraved on this machine. */
behaviour("keycaps", (element) => {
  if (!isMac) return;
  for (const cap of element.querySelectorAll(".kbd")) if (cap.textContent === "Ctrl") cap.textContent = "⌘";
});
