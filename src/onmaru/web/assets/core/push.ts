/** This browser's push subscription, and telling the server of it. */
import { ours } from "./page";

const WORKER = "/sw.js";
const SAID = "push-said";

export const possible = (): boolean => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
export const worker = (): Promise<ServiceWorkerRegistration> => navigator.serviceWorker.register(WORKER, { scope: "/" });

export async function current(): Promise<PushSubscription | null> {
  if (!possible()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export function body(subscription: PushSubscription): URLSearchParams {
  const { endpoint = "", keys } = subscription.toJSON();
  return new URLSearchParams({ endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
}

export async function turnOn(url: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  await worker();
  const registration = await navigator.serviceWorker.ready;
  const { key } = (await (await fetch(url)).json()) as { key: string };
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  return say(url, subscription);
}

export async function turnOff(url: string): Promise<void> {
  const subscription = await current();
  if (!subscription) return;
  await fetch(`${url}?endpoint=${encodeURIComponent(subscription.endpoint)}`, { method: "DELETE", headers: ours() });
  await subscription.unsubscribe();
}

async function say(url: string, subscription: PushSubscription): Promise<boolean> {
  const answer = await fetch(url, { method: "POST", headers: ours(), body: body(subscription) });
  if (answer.ok) sessionStorage.setItem(SAID, subscription.endpoint);
  return answer.ok;
}

/** Once for each tab: after somebody else signed in, this browser's pushes are theirs. */
export async function sayAgain(url: string): Promise<void> {
  try {
    const subscription = sessionStorage.getItem(SAID) ? null : await current();
    if (subscription) await say(url, subscription);
    // The desk as an app of its own has its offline page.
    else if (possible() && matchMedia("(display-mode: standalone)").matches) await worker();
  } catch {
    // Without a connection there is nothing to say; the next tab says it.
  }
}
