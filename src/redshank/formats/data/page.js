"use strict";
// Lights up the words of a chosen event or statement. Without this script the numbers are plain links to those words.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const status = document.getElementById("status");

  const show = (element, block) => {
    for (let up = element.parentElement; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    element.scrollIntoView({ block, behavior: still.matches ? "auto" : "smooth" });
  };

  const clear = () => {
    for (const element of all(".lit, .near, .chosen")) element.classList.remove("lit", "near", "chosen");
    for (const link of all("[aria-current]")) link.removeAttribute("aria-current");
    status.textContent = "";
  };

  // `key` is the id of a row, made by the writer of this page from numbers alone.
  const choose = (key) => {
    const row = document.getElementById(key);
    const again = row.classList.contains("chosen");
    clear();
    if (again) return null;
    row.classList.add("chosen");
    for (const link of all("a.number", row)) link.setAttribute("aria-current", "true");
    for (const span of all(`[data-near~="${key}"]`)) span.classList.add("near");
    const words = all(`[data-of~="${key}"]`);
    for (const span of words) span.classList.add("lit");
    status.textContent = words.length ? "Its words are marked in the text. Escape takes the marks away." : "It has no words in the text.";
    return row;
  };

  document.addEventListener("click", (click) => {
    const mark = click.target.closest("a.mark");
    const row = click.target.closest("[data-key]");
    if (mark) {
      const key = mark.hash.slice(1);
      click.preventDefault();
      const chosen = choose(key);
      if (chosen) {
        show(chosen, "nearest");
        chosen.querySelector("a.number").focus({ preventScroll: true });
      }
    } else if (row && !click.target.closest("summary, details, a:not(.number)") && String(getSelection()) === "") {
      click.preventDefault();
      const chosen = choose(row.dataset.key);
      const first = chosen && document.getElementById(`${row.dataset.key}-words`);
      if (first) show(first, "center");
    }
  });

  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape") clear();
  });

  const furniture = document.getElementById("show-furniture");
  furniture.addEventListener("change", () => {
    for (const details of all("details.furniture")) details.open = furniture.checked;
  });
  document.documentElement.classList.add("script");
})();
