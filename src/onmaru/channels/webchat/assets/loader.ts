import css from "./loader.css?inline";
import type { Identity, Page, ToLoader, ToWidget } from "./seam";

/** How the launcher looks and where it stays away; the server writes it into the place of `__ONMARU__`. */
interface Appearance {
  id: string;
  side: "left" | "right";
  fill: string;
  on: string;
  theme: "auto" | "light" | "dark";
  /** Beginnings of the paths that have a launcher; null where all have. */
  pages: string[] | null;
  texts: { launch: string; label: string; close: string; unread: string };
}

declare const __ONMARU__: Appearance;

((look: Appearance) => {
  const script = document.currentScript as HTMLScriptElement | null;
  if (!script || document.querySelector("onmaru-chat")) return;
  const { dataset } = script;
  const home = new URL(script.src).origin;
  const flag = `onmaru:${look.id}`;
  const phone = matchMedia("(max-width: 480px), (max-height: 420px)");
  const host = document.createElement("onmaru-chat");
  const root = host.attachShadow({ mode: "open" });
  const launcher = document.createElement("button");
  let panel: HTMLElement | undefined;
  let frame: HTMLIFrameElement;
  let port: MessagePort | undefined;
  const waiting: ToWidget[] = [];
  let open = false;
  let unread = 0;
  let title = "";

  // A shop's page, or the app it is shown in, may forbid storage; then each page begins anew.
  const kept = (value?: string): string | null => {
    try {
      if (value) localStorage.setItem(flag, value);
      return localStorage.getItem(flag);
    } catch {
      return null;
    }
  };

  const page = (): Page => ({ origin: location.origin, url: location.href.split("#")[0]!, title: document.title, referrer: document.referrer });

  let who: Identity | null =
    dataset.customer && dataset.hash
      ? { external_id: dataset.customer, hash: dataset.hash, expires: Number(dataset.expires) || undefined, email: dataset.email, name: dataset.name, phone: dataset.phone }
      : null;

  const say = (what: ToWidget) => void (port ? port.postMessage(what) : waiting.push(what));

  const hears = ({ data }: MessageEvent<ToLoader>) => {
    if (data.t === "close") show(false);
    else if (data.t === "keep") kept(data.memory || "1");
    else {
      unread = data.count;
      draw();
      document.dispatchEvent(new CustomEvent("onmaru:unread", { detail: unread }));
    }
  };

  const badge = () => {
    // A title that somebody else changed meanwhile is not ours to put back.
    if (title && document.title.endsWith(title)) document.title = title;
    title = "";
    if (document.hidden && unread) {
      title = document.title;
      document.title = `(${unread}) ${title}`;
    }
  };

  const make = () => {
    if (panel) return;
    panel = document.createElement("div");
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", look.texts.label);
    panel.className = look.side;
    panel.inert = true;
    // Browsers before `inert` still get what hides it.
    panel.setAttribute("inert", "");
    frame = document.createElement("iframe");
    frame.title = look.texts.label;
    frame.allow = "clipboard-write; autoplay";
    frame.onload = () => {
      const both = new MessageChannel();
      port = both.port1;
      port.onmessage = hears;
      const token = kept();
      const init: ToWidget = { t: "init", page: page(), identity: who, locale: locale(), full: phone.matches, kept: token && token.length > 1 ? token : null };
      frame.contentWindow!.postMessage(init, home, [both.port2]);
      // For somebody else at the same browser the frame loads anew, and stays open.
      if (waiting.length) waiting.splice(0).forEach(say);
      else if (open) say({ t: "open" });
    };
    frame.src = `${home}/widget/${look.id}/?lang=${locale()}`;
    panel.append(frame);
    root.insertBefore(panel, launcher);
  };

  const locale = () => (dataset.locale || document.documentElement.lang || navigator.language).slice(0, 2).toLowerCase();

  const show = (wanted: boolean, text?: string) => {
    make();
    if (wanted === open && !text) return;
    open = wanted;
    panel!.toggleAttribute("inert", !open);
    say(open ? { t: "open", text } : { t: "closed" });
    draw();
    fit();
    if (open) frame.focus();
    else launcher.focus({ preventScroll: true });
  };

  /** On a phone the keyboard covers what is below; only the shop's page knows how much is left. */
  const fit = () => {
    const view = window.visualViewport;
    if (!panel || !view) return;
    const full = open && phone.matches;
    panel.style.height = full ? `${view.height}px` : "";
    panel.style.top = full ? `${view.offsetTop}px` : "";
  };

  const drawing = (path: string) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS(svg.namespaceURI, "path"));
    (svg.firstChild as Element).setAttribute("d", path);
    return svg;
  };

  const draw = () => {
    const { launch, close, unread: some } = look.texts;
    const label = document.createElement("span");
    label.textContent = launch;
    const count = document.createElement("b");
    count.textContent = unread > 9 ? "9+" : `${unread}`;
    launcher.replaceChildren(
      drawing(open ? "m6 9 6 6 6-6" : "M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.8a8.4 8.4 0 1 1 16-3.7zM8.5 11.5h.01M12.5 11.5h.01M16.5 11.5h.01"),
      ...(open || !launch ? [] : [label]),
      ...(open || !unread ? [] : [count]),
    );
    launcher.className = look.side;
    launcher.setAttribute("aria-expanded", `${open}`);
    launcher.setAttribute("aria-label", open ? close : unread ? `${launch || look.texts.label}, ${some.replace("{n}", `${unread}`)}` : launch || look.texts.label);
    launcher.hidden = !open && !!look.pages && !look.pages.some((one) => location.pathname.startsWith(one));
    badge();
  };

  const went = () => {
    draw();
    if (panel) say({ t: "page", page: page() });
  };

  const styles = `:host{--fill:${look.fill};--on:${look.on};--paper:#fff}${
    look.theme === "light" ? "" : look.theme === "dark" ? ":host{--paper:#1b1a18}" : "@media (prefers-color-scheme:dark){:host{--paper:#1b1a18}}"
  }${css}`;
  // A constructed sheet is no inline style: the strictest content policy has nothing against it.
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = document.createElement("style");
    style.textContent = styles;
    root.append(style);
  }
  launcher.type = "button";
  launcher.onclick = () => show(!open);
  launcher.onkeydown = (event) => void (open && event.key === "Escape" && show(false));
  root.append(launcher);
  draw();
  // Beside the body: none of the page's own `:last-child` and `body > *` rules changes its mind because of us.
  document.documentElement.append(host);

  const on = (name: string, does: (detail: any) => void) => document.addEventListener(`onmaru:${name}`, (event) => does((event as CustomEvent).detail));
  on("open", (text) => show(true, typeof text === "string" ? text : undefined));
  on("close", () => open && show(false));
  on("identify", (identity: Identity | null) => {
    who = identity;
    if (panel) say({ t: "identify", identity });
  });
  on("cart", (cart) => say({ t: "cart", cart }));
  document.addEventListener("visibilitychange", badge);
  addEventListener("popstate", went);
  (window as any).navigation?.addEventListener("navigatesuccess", went);
  phone.addEventListener("change", () => (panel && say({ t: "full", full: phone.matches }), fit()));
  window.visualViewport?.addEventListener("resize", fit);
  window.visualViewport?.addEventListener("scroll", fit);
  if (kept()) {
    const later = window.requestIdleCallback || ((then: () => void) => setTimeout(then, 1500));
    const idle = () => later(make, { timeout: 5000 });
    if (document.readyState === "complete") idle();
    else addEventListener("load", idle);
  }
})(__ONMARU__);
