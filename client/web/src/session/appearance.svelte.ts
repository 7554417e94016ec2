// Light, dark, or as the device has it. theme.js applies the choice before the first paint.

type Appearance = "device" | "light" | "dark";

const KEY = "plenary-appearance";

class AppearanceChoice {
  chosen = $state<Appearance>(read());

  choose(appearance: Appearance): void {
    this.chosen = appearance;
    if (appearance === "device") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = appearance;
    try {
      if (appearance === "device") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, appearance);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }
}

function read(): Appearance {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "device";
}

export const appearance = new AppearanceChoice();
