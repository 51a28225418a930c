"use strict";
// The editor of templates: what can be inserted is found by typing, and stands where the cursor is.
(function () {
  const text = document.getElementById("id_text");
  const find = document.getElementById("find");
  const offers = Array.from(document.querySelectorAll("#offers li"));

  function narrow() {
    const words = find.value.trim().toLowerCase().split(/\s+/);
    offers.forEach((offer) => {
      const said = offer.textContent.toLowerCase();
      offer.hidden = !words.every((word) => said.includes(word));
    });
  }

  function insert(button) {
    const at = text.selectionStart, end = text.selectionEnd;
    text.setRangeText(button.dataset.insert, at, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  }

  // Typing {{ and a word in the text narrows the same list.
  function follow() {
    const before = text.value.slice(0, text.selectionStart).match(/\{\{\s*([^\s{}]*)$/);
    if (before) { find.value = before[1]; narrow(); }
  }

  function complete(button) {
    const start = text.value.slice(0, text.selectionStart).match(/\{\{\s*[^\s{}]*$/);
    if (start) text.setSelectionRange(text.selectionStart - start[0].length, text.selectionEnd);
    insert(button);
  }

  find.addEventListener("input", narrow);
  text.addEventListener("input", follow);
  document.getElementById("offers").addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) complete(button);
  });
})();
