/**
 * The service worker: shows pushes, opens what they are about, and has a page for when there is no connection, with its look. It keeps
 * nothing else of what passes: built files are kept by the browser itself. Served from /sw.js, so that it covers the whole desk.
 */
export type {};

type Message = { title: string; body: string; url: string; tag: string; receipt?: string };
/** The part of a worker's world that is used here; TypeScript's own library for it quarrels with that of pages. */
type Extended = Event & { waitUntil(work: Promise<unknown>): void };
type Windows = { url: string; visibilityState: string; focused: boolean; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> };
type Scope = {
  addEventListener(name: string, react: (event: never) => void): void;
  skipWaiting(): Promise<void>;
  registration: ServiceWorkerRegistration;
  clients: { claim(): Promise<void>; matchAll(which: object): Promise<Windows[]>; openWindow(url: string): Promise<unknown> };
};
const scope = self as unknown as Scope;

const OFFLINE = "/offline/";
const STYLE = "/static/web/broken.css";
const CACHE = "onmaru-2";

scope.addEventListener("install", (event: Extended) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([OFFLINE, STYLE])).then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (event: Extended) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (event: Event & { request: Request; respondWith(answer: Promise<Response>): void }) => {
  if (event.request.method === "GET" && event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => kept(OFFLINE)));
  else if (new URL(event.request.url).pathname === STYLE) event.respondWith(fetch(event.request).catch(() => kept(STYLE)));
});

async function kept(address: string): Promise<Response> {
  return (await caches.match(address)) ?? Response.error();
}

scope.addEventListener("push", (event: Extended & { data?: { json(): Message } }) => {
  if (event.data) event.waitUntil(show(event.data.json()));
});

async function show(message: Message): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window" });
  // Whoever looks at the desk has the bell; a trial is shown always.
  if (!message.receipt && windows.some((window) => window.visibilityState === "visible" && window.focused)) return;
  const { title, body, url, tag } = message;
  const looks = { body, tag, renotify: true, data: { url }, icon: "/static/web/icons/192.png", badge: "/static/web/icons/badge.png" };
  await scope.registration.showNotification(title, looks as NotificationOptions);
  if (message.receipt) await fetch(message.receipt, { method: "POST", credentials: "omit" });
}

scope.addEventListener("notificationclick", (event: Extended & { notification: Notification }) => {
  event.notification.close();
  event.waitUntil(open((event.notification.data as { url: string }).url));
});

async function open(url: string): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window" });
  const desk = windows.find((window) => new URL(window.url).pathname.startsWith("/desk/"));
  if (!desk) return void (await scope.clients.openWindow(url));
  const focused = desk.focus();
  await desk.navigate(url);
  await focused;
}

// A push service that gives a browser a new address tells only the worker.
scope.addEventListener("pushsubscriptionchange", (event: Extended) => event.waitUntil(subscribeAgain()));

async function subscribeAgain(): Promise<void> {
  const { key, csrf } = (await (await fetch("/desk/push/")).json()) as { key: string; csrf: string };
  const subscription = await scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint = "", keys } = subscription.toJSON();
  const body = new URLSearchParams({ endpoint, p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
  await fetch("/desk/push/", { method: "POST", headers: { "X-CSRFToken": csrf }, body });
}
