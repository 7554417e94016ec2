// Starts the app: styles, the page for the address, and the worker that keeps it on the phone.
import "../styles/main.scss";
import { mount } from "svelte";
import App from "./App.svelte";
import { router } from "../session/router.svelte";
import { PAGES } from "./pages";
import { watchTranslators } from "./translation/swaps";

const target = document.getElementById("app");
// floor.js has taken it away where this browser is too old, and has said so.
if (target !== null) {
  // Nor does it wait for an app that has come after all.
  target.replaceChildren();
  watchTranslators(document);
  router.start(PAGES);
  mount(App, { target });
}

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // After load, so that it never competes with the first view. Without it the app still works online.
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
  });
}
