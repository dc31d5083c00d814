import { companyOf, type Person, watchCompany } from "../core/company";
import { language } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

const MOST_FACES = 4;
const me = () => Number(document.querySelector<HTMLElement>("[data-me]")?.dataset.me);

/** Shows who else is before the thing `data-company-of`: faces, or with `data-only="writing"` a sentence about who writes. */
behaviour("company", (element) => {
  let shown = "";
  return watchCompany(() => {
    const others = companyOf(Number(element.dataset.companyOf)).filter(([id]) => id !== me());
    const now = JSON.stringify(others);
    if (now === shown) return;
    shown = now;
    element.replaceChildren(...(element.dataset.only === "writing" ? sentence(others) : faces(others)));
  });
});

const names = (people: Person[]) => new Intl.ListFormat(language(), { type: "conjunction" }).format(people.map(([, name]) => phrase("person", { name })));

function sentence(others: Person[]): Node[] {
  return ["reply", "note"].flatMap((writing) => {
    const writers = others.filter((person) => person[4] === writing);
    if (!writers.length) return [];
    const line = document.createElement("p");
    line.className = "company-line";
    line.append(dots(), phrase(`writing_${writing}`, { name: names(writers) }));
    return [line];
  });
}

function faces(others: Person[]): Node[] {
  if (!others.length) return [];
  const words = document.createElement("span");
  words.className = "visually-hidden";
  const idle = others.filter((person) => !person[4]);
  words.textContent = [...(idle.length ? [phrase("looking", { name: names(idle) })] : []), ...sentence(others).map((line) => line.textContent)].join(" ");
  return [...others.slice(0, MOST_FACES).map(face), ...(others.length > MOST_FACES ? [more(others.length - MOST_FACES)] : []), words];
}

function face([, name, initials, hue, writing]: Person): HTMLElement {
  const avatar = document.createElement("span");
  avatar.className = "avatar";
  avatar.dataset.size = "small";
  avatar.dataset.hue = String(hue);
  avatar.title = phrase(writing ? `writing_${writing}` : "looking", { name: phrase("person", { name }) });
  avatar.ariaHidden = "true";
  avatar.textContent = initials;
  if (writing) avatar.append(dots());
  return avatar;
}

function more(count: number): HTMLElement {
  const box = document.createElement("span");
  box.className = "company-more";
  box.ariaHidden = "true";
  box.textContent = `+${count}`;
  return box;
}

function dots(): HTMLElement {
  const box = document.createElement("span");
  box.className = "writing-dots";
  box.ariaHidden = "true";
  box.append(...[0, 1, 2].map(() => document.createElement("i")));
  return box;
}
