import { ours } from "../core/page";
import { behaviour } from "../core/registry";
import { refusal } from "../core/htmx";
import { toast } from "../core/toast";

/** Children with a `data-id` in a `[data-order]` are put in order by dragging, or with Alt and an arrow key; all keys go to `data-order-url`. */
behaviour("order", (element) => {
  let dragged: HTMLElement | null = null;
  let moved = false;

  const item = (event: Event) => (event.target as Element).closest<HTMLElement>("[data-order] > [data-id]");
  async function keep(): Promise<void> {
    const body = new URLSearchParams([...element.querySelectorAll<HTMLElement>("[data-order] > [data-id]")].map((one) => ["keys", one.dataset.id ?? ""]));
    const response = await fetch(element.dataset.orderUrl ?? "", { method: "POST", body, headers: { ...ours(), "HX-Request": "true" } }).catch(() => null);
    if (!response?.ok) toast(refusal(response?.status ?? 0), "danger");
  }

  const begin = (event: DragEvent) => {
    dragged = item(event);
    moved = false;
    dragged?.setAttribute("data-is-dragged", "");
    // Firefox drags nothing that carries nothing.
    event.dataTransfer?.setData("text/plain", dragged?.dataset.id ?? "");
  };
  const over = (event: DragEvent) => {
    const other = item(event);
    if (!dragged || !other || other.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    if (other === dragged) return;
    const box = other.getBoundingClientRect();
    other[event.clientY > box.top + box.height / 2 ? "after" : "before"](dragged);
    moved = true;
  };
  const drop = (event: DragEvent) => {
    if (dragged) event.preventDefault();
  };
  const end = () => {
    dragged?.removeAttribute("data-is-dragged");
    dragged = null;
    if (moved) void keep();
    moved = false;
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const one = item(event);
    if (!step || !event.altKey || !one) return;
    event.preventDefault();
    const other = step > 0 ? one.nextElementSibling : one.previousElementSibling;
    if (!other) return;
    other[step > 0 ? "after" : "before"](one);
    one.focus();
    void keep();
  };
  element.addEventListener("dragstart", begin);
  element.addEventListener("dragover", over);
  element.addEventListener("drop", drop);
  element.addEventListener("dragend", end);
  element.addEventListener("keydown", press);
  return () => {
    element.removeEventListener("dragstart", begin);
    element.removeEventListener("dragover", over);
    element.removeEventListener("drop", drop);
    element.removeEventListener("dragend", end);
    element.removeEventListener("keydown", press);
  };
});
