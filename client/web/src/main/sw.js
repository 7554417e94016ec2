// The service worker: keeps the app itself on the phone, so that a reload without a network still opens the ballot.
// It never keeps anything about a workshop: marks live in IndexedDB, and live views come over the socket.
// By hand, because generators write a worker that is longer than this one and decides by itself when to take over.

const VERSION = "__VERSION__";
const FILES = ["__FILES__"];
const CACHE = `plenary-${VERSION}`;
const SHELL = "/";
const EXTRAS = ["/theme.js", "/floor.js", "/icon.svg", "/manifest.webmanifest"];
// Venue networks often accept a request and then say nothing; after this the kept copy is better than a blank page.
const NAVIGATION_WAIT_MS = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([SHELL, ...EXTRAS, ...FILES]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()));
});

// The version before this one stays: a page opened from it may still load one of its files.
async function forgetOldVersions() {
  const older = (await caches.keys()).filter((name) => name.startsWith("plenary-") && name !== CACHE);
  await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && !isServers(url.pathname)) {
    event.respondWith(navigate(request));
  } else if (url.pathname.startsWith("/assets/") || EXTRAS.includes(url.pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});

function isServers(pathname) {
  return ["/api/", "/sync", "/livez", "/readyz", "/metrics"].some((prefix) => pathname.startsWith(prefix));
}

async function navigate(request) {
  const kept = caches.match(SHELL, { cacheName: CACHE });
  const fresh = fetch(request).then((response) => {
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, NAVIGATION_WAIT_MS)).then(() => kept);
  return Promise.race([fresh, late.then((response) => response ?? fresh)]).catch(
    async () => (await kept) ?? Response.error(),
  );
}
