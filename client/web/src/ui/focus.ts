// Whether a heading should take the focus: on every page but the first, where the browser has put it rightly itself.

let isFirstHeading = true;

/** Moves the focus to a page's heading, so that keyboard and screen reader start where the eye does. */
export function focusHeading(heading: HTMLElement): void {
  if (!isFirstHeading) {
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
  isFirstHeading = false;
}
