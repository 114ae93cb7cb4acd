(() => {
  "use strict";
  const root = document.documentElement;
  const by = (id) => document.getElementById(id);
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  root.classList.add("scripted");

  // Filters: a row is shown when one of its cells fits; their values stand in the address.
  const form = by("filters");
  const fields = ["q", "tag", "profile", "verdict", "evidence", "effect", "differences", "changes"];
  const pages = new Map(all("details.operation").map((each) => [each.dataset.operation, each]));
  const rows = all(".matrix tbody tr").map((row) => {
    const name = decodeURIComponent(row.querySelector("a").hash).slice("#operation-".length);
    const cells = all("td", row).map((cell) => [cell.dataset.profile, new Set(cell.dataset.is.split(" "))]);
    return { row, cells, page: pages.get(name), name };
  });
  const text = (each) => (each.text ??= [each.name, each.row, each.page].map((part) => part?.textContent ?? part).join(" ").toLowerCase());
  const value = (id) => (by(id).type === "checkbox" ? (by(id).checked ? "1" : "") : by(id).value.trim());
  const tags = all("details.tag");

  const filter = () => {
    const chosen = Object.fromEntries(fields.map((id) => [id, value(id)]));
    const words = chosen.q.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = [chosen.verdict, chosen.evidence].filter(Boolean);
    const narrow = fields.some((id) => id !== "profile" && chosen[id]);
    let found = 0;
    for (const each of rows) {
      const data = each.row.dataset;
      const fits = (!chosen.tag || data.tag === chosen.tag) && (!chosen.effect || data.effect === chosen.effect)
        && (!chosen.differences || "differences" in data) && (!chosen.changes || "changes" in data)
        && each.cells.some(([profile, is]) => (!chosen.profile || profile === chosen.profile) && wanted.every((word) => is.has(word)))
        && words.every((word) => text(each).includes(word));
      each.row.hidden = !fits;
      if (each.page) each.page.hidden = !fits;
      found += fits;
    }
    for (const tag of tags) {
      tag.hidden = !tag.querySelector(".matrix tbody tr:not([hidden])");
      if (narrow !== root.hasAttribute("data-narrow")) tag.open = narrow;
    }
    root.toggleAttribute("data-narrow", narrow);
    root.toggleAttribute("data-differences", Boolean(chosen.differences));
    if (chosen.profile) root.dataset.only = chosen.profile; else delete root.dataset.only;
    by("nothing").hidden = found > 0;
    by("found").textContent = `${found} of ${rows.length} operations`;
    const kept = new URLSearchParams(Object.entries(chosen).filter(([, v]) => v));
    try { history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}${location.hash}`); } catch { /* not everywhere may a page change its address */ }
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));

  // What a case shows on demand is unpacked once, when it is first asked for.
  let unpacked;
  const data = () => (unpacked ??= (async () => {
    const packed = Uint8Array.from(atob(by("packed").content.textContent), (sign) => sign.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  })());
  const make = (name, content = "", more = {}) => {
    const made = Object.assign(document.createElement(name), more);
    made.append(...[content].flat());
    return made;
  };
  const copied = (content) => {
    const button = make("button", "Copy", { type: "button", className: "copy" });
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(content); button.textContent = "Copied"; } catch { button.textContent = "Not allowed here"; }
    });
    return button;
  };
  const pretty = (body) => {
    try { return JSON.stringify(JSON.parse(body), null, 1); } catch { return body; }
  };
  const answer = (profile, told, sources, name) => {
    const made = make("section", make("h4", profile[0].toUpperCase() + profile.slice(1)));
    const part = (title, ...content) => made.append(make("h5", title), ...content);
    if (!told) return made.append(make("p", "not in this run")), made;
    const promised = (told.promised ?? []).join(" or ");
    part("Promised", make("p", promised ? `${promised}: ${told.states}` : `nothing: ${told.states}`));
    const [page, section, read] = told.source ?? [];
    const title = sources[page] ? make("a", sources[page], { href: `#source-${encodeURIComponent(page)}` }) : page;
    const where = page ? [", ", title, `${section ? ` (${section})` : ""}, read ${read}`] : [];
    made.append(make("p", make("small", [told.evidence, ...where, ` · given ${told.given} · ${told.file}`])));
    if (told.seen) part("Answered");
    for (const [request, status, type, body] of told.seen ?? []) {
      made.append(make("p", [make("code", request), ` → ${status} `, make("small", type)]));
      if (body) made.append(make("pre", pretty(body), { tabIndex: 0 }));
    }
    part("Verdict", make("p", `${told.verdict}${told.reason ? `: ${told.reason}` : ""}`, { className: told.verdict }));
    for (const [pointer, expected, observed] of told.differences ?? [])
      made.append(make("pre", `${pointer}\n  expected  ${expected}\n  observed  ${observed}`, { tabIndex: 0 }));
    for (const note of told.notes ?? []) made.append(make("p", make("small", note)));
    if (told.claims) {
      const links = told.claims.flatMap((id) => [make("a", id, { href: `#claim-${encodeURIComponent(id)}` }), " "]);
      part("Claims", make("p", links));
    }
    if (told.curl) part("Reproduce", make("pre", told.curl, { tabIndex: 0 }), copied(told.curl));
    made.append(" ", make("a", "Link to this answer", { href: `#case-${encodeURIComponent(`${profile}/${name}`)}` }));
    made.dataset.profile = profile;
    return made;
  };
  const unfold = async (row, open) => {
    const button = row.querySelector(".open");
    if (row.nextElementSibling?.className === "more") row.nextElementSibling.hidden = !open;
    else if (open) {
      const cell = make("td", "", { colSpan: 4 });
      row.after(make("tr", cell, { className: "more" }));
      const { profiles, sources, cases } = await data();
      const name = row.id.slice("case-".length);
      const found = cases[name];
      const answers = profiles.map((profile, place) => answer(profile, found.answers[place], sources, name));
      cell.append(make("p", found.told, { className: "told" }), make("div", answers, { className: "answers" }));
    }
    button.setAttribute("aria-expanded", open);
    button.textContent = open ? "−" : "+";
  };
  const dress = (page) => {
    if (page.dataset.dressed) return;
    page.dataset.dressed = "yes";
    for (const row of all(".cases tbody tr[id]", page)) {
      const head = row.firstElementChild;
      const name = head.textContent.trim();
      const button = make("button", "+", { type: "button", className: "open" });
      button.setAttribute("aria-expanded", "false");
      button.setAttribute("aria-label", `Answers of ${name}`);
      button.addEventListener("click", () => unfold(row, button.getAttribute("aria-expanded") === "false"));
      head.replaceChildren(button, make("a", name, { href: `#${encodeURIComponent(row.id)}` }));
    }
    for (const code of all(":scope > div > pre", page)) code.after(copied(code.textContent));
  };
  addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches?.("details.operation")) dress(event.target);
  }, true);

  const filteredOut = (place) => {
    const cell = place.closest("td[data-profile]"), row = place.closest(".cases tr[id]");
    return (cell && root.dataset.only && !cell.dataset.profile.split(" ").includes(root.dataset.only))
      || (row && root.hasAttribute("data-differences") && !row.classList.contains("differs"));
  };

  // Deep links: whatever is folded or filtered away around the place is shown.
  const reveal = async () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    // An answer stands in the row of its case, which bears no name of a profile.
    const place = id && (by(id) ?? by(id.replace(/^case-[^/]*\//, "case-")));
    if (!place) return;
    if (place.closest("[hidden]") || filteredOut(place)) {
      form.reset();
      filter();
    }
    for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    const row = place.closest(".cases tr[id]");
    if (row) {
      dress(row.closest("details"));
      await unfold(row, true);
      for (const each of all(".answers > section", row.nextElementSibling)) each.classList.toggle("hit", id.startsWith(`case-${each.dataset.profile}/`));
    }
    // What comes into view is laid out only then, so the place may move once more.
    for (let turn = 0; turn < 3; turn++) {
      (row ?? place).scrollIntoView();
      await new Promise(requestAnimationFrame);
    }
  };
  addEventListener("hashchange", reveal);

  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.target.closest?.("input, select, textarea")) {
      event.preventDefault();
      by("q").focus();
    } else if (event.key === "Escape" && event.target.id === "q" && by("q").value) {
      by("q").value = "";
      filter();
    }
  });

  for (const [id, given] of new URLSearchParams(location.search)) {
    if (fields.includes(id)) by(id).type === "checkbox" ? (by(id).checked = given === "1") : (by(id).value = given);
  }
  filter();
  reveal();
})();
