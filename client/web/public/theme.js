// Sets a chosen appearance before the first paint; without a choice the device decides.
try {
  const chosen = localStorage.getItem("plenary-appearance");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is switched off: the device's own setting stands.
}
