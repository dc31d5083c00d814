import type { HtmxRequestCtx } from "htmx.org";
import { behaviour, type Cleanup } from "../core/registry";

/** What a form does when its own request went well: `reset-after` empties it, `closes-dialog` closes the dialog around it. */
function afterwards(form: HTMLElement, act: () => void): Cleanup {
  const done = (event: Event) => {
    const { ctx } = (event as CustomEvent<{ ctx: HtmxRequestCtx }>).detail;
    if (ctx.sourceElement === form && (ctx.response?.status ?? 500) < 400) act();
  };
  form.addEventListener("htmx:finally:request", done);
  return () => form.removeEventListener("htmx:finally:request", done);
}

behaviour("reset-after", (form) => afterwards(form, () => (form as HTMLFormElement).reset()));
behaviour("closes-dialog", (form) => afterwards(form, () => form.closest("dialog")?.close()));
