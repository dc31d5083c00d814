import { behaviour } from "../core/registry";

/** A textarea as tall as its text. Style sheets do it where `field-sizing` is known; this is for the others. */
behaviour("autosize", (element) => {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  };
  element.addEventListener("input", fit);
  fit();
  return () => element.removeEventListener("input", fit);
});
