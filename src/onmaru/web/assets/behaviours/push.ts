import { phrase } from "../core/phrases";
import { current, possible, turnOff, turnOn } from "../core/push";
import { behaviour } from "../core/registry";

/** Turns this browser's pushes on (`[data-push-on]`) and off (`[data-push-off]`) by `data-url`, and says where they stand (`[data-push-state]`). */
behaviour("push", (element) => {
  const find = (name: string) => element.querySelector<HTMLElement>(`[data-push-${name}]`)!;
  const [on, off, state] = [find("on"), find("off"), find("state")];
  const url = element.dataset.url ?? "";

  async function draw(problem = ""): Promise<void> {
    const subscribed = (await current()) !== null;
    on.hidden = !possible() || subscribed;
    off.hidden = !subscribed;
    const denied = possible() && Notification.permission === "denied";
    state.textContent = problem || (possible() ? phrase(subscribed ? "push_on" : denied ? "push_denied" : "push_off") : phrase("push_impossible"));
  }
  const begin = () => {
    turnOn(url).then(
      (done) => draw(done ? "" : phrase("push_denied")),
      () => draw(phrase("push_failed")),
    );
  };
  const end = () => {
    turnOff(url).then(() => draw(), () => draw(phrase("failed")));
  };
  on.addEventListener("click", begin);
  off.addEventListener("click", end);
  void draw();
  return () => {
    on.removeEventListener("click", begin);
    off.removeEventListener("click", end);
  };
});
