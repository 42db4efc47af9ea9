"use strict";
(function () {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const lang = byId("lang");
  const stored = () => { try { return localStorage.getItem("lang"); } catch (error) { return null; } };
  function setLanguage(name) {
    root.lang = name;
    if (lang) { lang.textContent = name === "ko" ? "English" : "한국어"; }
    try { localStorage.setItem("lang", name); } catch (error) { /* private mode */ }
  }
  if (lang) {
    lang.hidden = false;
    setLanguage(stored() === "en" ? "en" : "ko");
    lang.addEventListener("click", () => setLanguage(root.lang === "ko" ? "en" : "ko"));
  }
  const table = byId("table");
  if (!table) { return; }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = rows.map((row) => row.textContent.toLowerCase());
  byId("tools").hidden = false;
  function filter() {
    const asked = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const kind = byId("kind").value;
    const status = byId("status").value;
    let count = 0;
    rows.forEach((row, i) => {
      const fits = (!kind || row.dataset.kind === kind) && (!status || row.dataset.status === status) &&
        asked.every((word) => words[i].includes(word));
      row.hidden = !fits;
      if (fits) { count += 1; }
    });
    byId("count").textContent = count + " / " + rows.length;
  }
  ["search", "kind", "status"].forEach((id) => byId(id).addEventListener("input", filter));
  filter();
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.innerText.trim();
  };
  table.tHead.querySelectorAll("button").forEach((button) => {
    button.addEventListener("click", () => {
      const heading = button.closest("th");
      const down = heading.getAttribute("aria-sort") !== "descending";
      table.tHead.querySelectorAll("th").forEach((th) => th.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const column = Number(button.dataset.column);
      const numeric = heading.classList.contains("num");
      rows.map((row) => ({ row: row, value: valueOf(row, column) }))
        .sort((a, b) => {
          const order = numeric ? Number(a.value) - Number(b.value) : a.value.localeCompare(b.value, "ko");
          return down ? -order : order;
        })
        .forEach((item) => body.appendChild(item.row));
    });
  });
})();
