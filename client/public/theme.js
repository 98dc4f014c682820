// Runs before the first paint, so that the page never flashes in the other theme. Its twin is client/app/theme.ts,
// which takes over once the application runs; this file cannot be a module, because modules wait for the page.
(function () {
  let choice = null;
  try {
    choice = localStorage.getItem("entente-theme");
  } catch (error) {
    // Storage may be forbidden; the system's theme is then the answer.
    void error;
  }
  const isDark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
})();
