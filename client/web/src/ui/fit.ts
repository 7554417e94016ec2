// Draws what is in a box smaller where it is longer than there is room for. For what nobody can scroll, such as the wall: the
// box's styles multiply their letters by `--fit`, and nothing is cut off.

const STEP = 0.05;
// Smaller than this nobody could read it, whole or not.
const LEAST = 0.35;

/** The largest scale of at most 1 that fits; the least one where none does. */
export function largestFitting(isFitting: (scale: number) => boolean): number {
  for (let steps = 0; ; steps += 1) {
    const scale = Math.round((1 - steps * STEP) * 100) / 100;
    if (scale <= LEAST || isFitting(scale)) return scale;
  }
}

/** A Svelte action: keeps `--fit` of a box so that all in it can be seen, whatever comes into it; 1 while it is off. */
export function fit(box: HTMLElement, isOn = true): { update: (isOn: boolean) => void; destroy: () => void } {
  const set = (scale: number) => box.style.setProperty("--fit", String(scale));
  const mend = () => {
    if (!isOn) return set(1);
    largestFitting((scale) => {
      set(scale);
      return isWithin(box);
    });
  };
  const texts = new MutationObserver(mend);
  texts.observe(box, { childList: true, characterData: true, subtree: true });
  const room = new ResizeObserver(mend);
  room.observe(box);
  document.fonts.addEventListener("loadingdone", mend);
  mend();
  return {
    update(now) {
      isOn = now;
      mend();
    },
    destroy() {
      texts.disconnect();
      room.disconnect();
      document.fonts.removeEventListener("loadingdone", mend);
    },
  };
}

/** Whether a box holds all that is in it. Where it stands in the middle, what is too much sticks out at both ends. */
function isWithin(box: HTMLElement): boolean {
  const inside = [...box.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
  const top = Math.min(...inside.map(({ offsetTop }) => offsetTop));
  const bottom = Math.max(...inside.map(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight));
  const { paddingTop, paddingBottom } = getComputedStyle(box);
  const height = box.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  // A part of a pixel is nothing that anybody could miss.
  return bottom - top <= height + 1 && box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
}
