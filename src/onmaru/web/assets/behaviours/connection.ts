import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { watchConnection } from "../core/stream";
import { toast } from "../core/toast";

/** Shows that the page hears nothing from the server, but not for a blink; and says when it does again. */
behaviour("connection", (element) => {
  let timer: number | undefined;
  const stop = watchConnection((state) => {
    document.documentElement.dataset.isConnection = state;
    clearTimeout(timer);
    if (state === "lost") timer = window.setTimeout(() => (element.hidden = false), 1500);
    else {
      if (!element.hidden && state === "open") toast(phrase("connected"));
      element.hidden = true;
    }
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
});
