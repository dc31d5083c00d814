import { behaviour } from "../core/registry";

/** A frame as tall as the mail in it. The mail cannot script; we may read its height because the frame is of our origin. */
behaviour("mail-frame", (element) => {
  const frame = element as HTMLIFrameElement;
  let watch: ResizeObserver | undefined;
  const fit = () => {
    const body = frame.contentDocument?.body;
    if (body) frame.style.height = `${Math.ceil(body.getBoundingClientRect().height + 2 * body.offsetTop)}px`;
  };
  const loaded = () => {
    watch?.disconnect();
    const body = frame.contentDocument?.body;
    if (!body) return;
    watch = new ResizeObserver(fit);
    watch.observe(body);
    fit();
  };
  frame.addEventListener("load", loaded);
  loaded();
  return () => {
    watch?.disconnect();
    frame.removeEventListener("load", loaded);
  };
});
