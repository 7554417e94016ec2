// The address bar as state: History API, ordinary links, and a back button that works. By hand, because routers bring a
// server or a tree of folders along, and what is needed here is a union of pages in the phone's first 100 kB.
import { readRoute, tokenInFragment, type PageName, type Route } from "../model/address/route";
import { storeToken } from "../sync/device/seatStore";

/** How each page is loaded; the table is kept where all pages are known. */
type PageLoaders = Readonly<Record<PageName, () => Promise<unknown>>>;

/** The page that the address bar means. */
class Router {
  route = $state.raw<Route>({ page: "home" });

  #pages: PageLoaders | null = null;

  /** Reads the address bar and follows it from now on. */
  start(pages: PageLoaders): void {
    this.#pages = pages;
    this.#read();
    window.addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => this.#follow(event));
  }

  /** Goes to another page of the app; `replace` where going back to this one would be wrong. */
  go(address: string, options: { replace?: boolean } = {}): void {
    if (options.replace === true) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#read();
  }

  /** Fetches the page that comes next, while this one is read. Where that fails it is fetched when it is opened. */
  fetchAhead(page: PageName): void {
    this.#pages?.[page]().catch(() => {});
  }

  #read(): void {
    const { pathname, search, hash } = window.location;
    const route = readRoute(pathname, search);
    if (route.page === "facilitate" || route.page === "screen") this.#takeToken(route, hash);
    this.route = route;
  }

  // A token in the address bar would end up in screenshots, histories and projected windows.
  #takeToken(route: { page: "facilitate" | "screen"; workshop: string }, fragment: string): void {
    const token = tokenInFragment(fragment);
    if (token === null) return;
    storeToken(route.workshop, route.page === "screen" ? "screen" : "facilitator", token);
    history.replaceState(null, "", window.location.pathname + window.location.search);
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || link.target !== "" || link.hasAttribute("download")) return;
    const address = new URL(link.href, window.location.href);
    if (address.origin !== window.location.origin || address.pathname.startsWith("/api/")) return;
    if (address.hash !== "" && address.pathname === window.location.pathname) return;
    event.preventDefault();
    this.go(address.pathname + address.search + address.hash);
  }
}

export const router = new Router();
