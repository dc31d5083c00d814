import { behaviour } from "../core/registry";

const YEAR = 60 * 60 * 24 * 365;

/** Chooses how this browser looks: `data-name` and `data-value` go onto <html> and into a cookie that the server reads at the next page. */
behaviour("preference", (element) => {
  const { name = "", value = "" } = element.dataset;
  const choose = () => {
    document.documentElement.dataset[name.replace(/_(\w)/g, (_, sign: string) => sign.toUpperCase())] = value;
    document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    for (const other of document.querySelectorAll<HTMLElement>(`[data-behaviour~=preference][data-name="${name}"]`)) {
      other.setAttribute("aria-pressed", String(other.dataset.value === value));
    }
  };
  element.addEventListener("click", choose);
  return () => element.removeEventListener("click", choose);
});
