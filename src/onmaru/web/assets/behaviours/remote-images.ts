import { behaviour } from "../core/registry";

/** A link to the same mail with its pictures, shown in the frame it names; it has done its work after one click. */
behaviour("remote-images", (element) => {
  const shown = () => {
    (element.closest("[data-remote-notice]") ?? element).remove();
  };
  element.addEventListener("click", shown);
  return () => element.removeEventListener("click", shown);
});
