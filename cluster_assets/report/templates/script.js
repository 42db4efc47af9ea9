"use strict";
(function () {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const lang = byId("lang");
  const stored = () => { try { return localStorage.getItem("lang"); } catch (error) { return null; } };
  function setLanguage(name) {
    const other = name === "ko" ? "en" : "ko";
    root.lang = name;
    lang.lang = other;
    lang.textContent = other === "en" ? "English" : "한국어";
    lang.setAttribute("aria-label", other === "en" ? "Switch to English" : "한국어로 바꾸기");
    try { localStorage.setItem("lang", name); } catch (error) { /* private mode */ }
  }
  if (lang) {
    lang.hidden = false;
    setLanguage(stored() === "en" ? "en" : "ko");
    lang.addEventListener("click", () => setLanguage(root.lang === "ko" ? "en" : "ko"));
  }
  function openTarget() {
    let target = null;
    try { target = byId(decodeURIComponent(location.hash.slice(1))); } catch (error) { return; }
    if (!target) { return; }
    const details = target.querySelector("details");
    if (target.tagName === "TR" && details) { details.open = true; target.hidden = false; }
    if (target.tagName === "MARK") { target.focus({ preventScroll: true }); }
    target.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();
  const table = byId("table");
  if (!table) { return; }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = rows.map((row) => row.textContent.toLowerCase());
  const indexed = byId("index");
  const others = indexed ? JSON.parse(indexed.textContent) : [];
  const otherWords = others.map((entry) => entry[0].toLowerCase());
  byId("tools").hidden = false;
  function showOthers(asked) {
    if (!others.length) { return; }
    const list = byId("elsewhere-list");
    list.textContent = "";
    let count = 0;
    if (asked.length) {
      otherWords.forEach((text, i) => {
        if (!asked.every((word) => text.includes(word))) { return; }
        count += 1;
        if (count > 50) { return; }
        const link = document.createElement("a");
        link.href = others[i][1];
        link.textContent = others[i][0];
        list.appendChild(document.createElement("li")).appendChild(link);
      });
    }
    byId("elsewhere").hidden = count === 0;
    byId("elsewhere-count").textContent = count > 50 ? "50 / " + count : String(count);
  }
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
    showOthers(asked);
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
