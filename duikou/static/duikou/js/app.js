"use strict";
// What the pages do beyond plain HTML; every page also works without it.
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  document.documentElement.classList.add("js");

  function openMenu(button) {
    const open = document.getElementById(button.getAttribute("aria-controls")).classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  }

  function checkAll(master) {
    all(`input[name="${master.dataset.checkAll}"]`).forEach((box) => { box.checked = master.checked; });
  }

  // Long lists can be searched by typing.
  function searchable(root) {
    if (!window.TomSelect) return;
    all("select[data-search], .field select.form-select", root).forEach((select) => {
      if (select.tomselect || (!("search" in select.dataset) && select.options.length <= 20)) return;
      if (select.labels[0]) select.setAttribute("aria-label", select.labels[0].textContent.trim());
      new TomSelect(select, { maxOptions: 100, allowEmptyOption: true, plugins: ["dropdown_input"] });
    });
  }

  // A form with unsaved changes asks before the page is left.
  function guard(form) {
    let changed = false;
    form.addEventListener("input", () => { changed = true; });
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  }

  function moveRow(step) {
    const rows = all("table.register tbody tr");
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.classList.contains("at"));
    const next = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows.forEach((row, number) => row.classList.toggle("at", number === next));
    const link = rows[next].querySelector("a");
    if (link) link.focus(); // Enter then opens the row, as it does any link
    rows[next].scrollIntoView({ block: "nearest" });
  }

  const keys = {
    "/": () => { const search = document.querySelector("input[name=q]"); if (search) search.focus(); },
    "?": () => { const dialog = document.getElementById("shortcuts"); if (dialog && !dialog.open) dialog.showModal(); },
    j: () => moveRow(1),
    k: () => moveRow(-1),
  };

  all("[data-menu]").forEach((button) => button.addEventListener("click", () => openMenu(button)));
  all("form.panel[method=post]:not(.login)").forEach(guard);
  searchable(document);
  document.addEventListener("htmx:load", (event) => searchable(event.detail.elt));
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) checkAll(event.target);
    if (event.target.matches("select[data-submit]")) event.target.form.submit();
  });
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
