// When the thing that had the focus goes away, the focus goes to the heading above where it was, not to the page's top.

/** A Svelte action for a region whose buttons come and go while somebody works in it. */
export function keepFocus(region: HTMLElement): { destroy: () => void } {
  let last: { element: Element; heading: HTMLElement | null } | null = null;

  const remember = (event: FocusEvent) => {
    if (!(event.target instanceof Element)) return;
    const section = event.target.closest("section");
    last = { element: event.target, heading: section?.querySelector<HTMLElement>("h2, h3") ?? null };
  };
  const mend = () => {
    if (last === null || last.element.isConnected) return;
    const { heading } = last;
    last = null;
    // Somebody has already put the focus where it belongs.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const target = heading?.isConnected ? heading : document.getElementById("main");
    if (target === null) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  const observer = new MutationObserver(mend);
  observer.observe(region, { childList: true, subtree: true });
  region.addEventListener("focusin", remember);
  return {
    destroy() {
      observer.disconnect();
      region.removeEventListener("focusin", remember);
    },
  };
}
