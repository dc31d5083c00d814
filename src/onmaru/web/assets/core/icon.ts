/** An icon of the sprite, as the server draws it: by the address of one that stands in the page. */
export function drawIcon(name: string): SVGElement | undefined {
  const known = document.querySelector("svg.icon use")?.getAttribute("href");
  if (!known) return undefined;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", known.replace(/#.*$/, `#${name}`));
  svg.append(use);
  return svg;
}
