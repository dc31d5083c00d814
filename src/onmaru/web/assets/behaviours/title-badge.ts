import { behaviour } from "../core/registry";

/** Shows the number in `data-count` before the title of the tab. */
behaviour("title-badge", (element) => {
  const draw = () => {
    const count = Number(element.dataset.count ?? 0);
    const bare = document.title.replace(/^\(\d+\+?\) /, "");
    document.title = count ? `(${count > 99 ? "99+" : count}) ${bare}` : bare;
  };
  const watch = new MutationObserver(draw);
  watch.observe(element, { attributeFilter: ["data-count"] });
  draw();
  return () => watch.disconnect();
});
