import { behaviour } from "../core/registry";

/** Something the server sends when what is open is dealt with: `data-to` says where to go, and whoever keeps the list goes there. */
behaviour("walks-on", (element) => {
  document.dispatchEvent(new CustomEvent("walk-on", { detail: element.dataset.to }));
  element.remove();
});
