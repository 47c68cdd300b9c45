// The page of the programmes: legend, search, keyboard and details over a drawing that is already there.
// Text of records enters the page as text nodes only; of addresses, only http(s) ones become links.
"use strict";
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(byId("kg-data").textContent);
  const details = byId("kg-details"), list = byId("kg-list"), search = byId("kg-search"), status = byId("kg-status");
  const languages = Object.keys(data.strings);
  const state = { chosen: "", query: "", off: new Set(), only: new Set(), language: data.language, look: "", zoom: 1 };
  let pointed = "", opener = null, shownFor = "";

  // --- words -------------------------------------------------------------------------------------------------------
  const word = (key, fields = {}) =>
    (data.strings[state.language][key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => fields[name] ?? whole);
  const counted = (key, n) => word(n === 1 && `${key}_one` in data.strings[state.language] ? `${key}_one` : key, { n });
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const kindOf = (key) => data.things[key]?.kind ?? "programme";
  const nameOf = (key) => data.things[key]?.names[state.language] ?? data.programmes[key].titles[0][0];
  const shortOf = (key) => data.things[key]?.shorts?.[state.language] ?? nameOf(key);

  // --- the drawing as a graph --------------------------------------------------------------------------------------
  const nodes = all(".node"), lines = all(".drawing .line"), rows = all("[data-key]", list);
  const near = new Map(), nodesOf = new Map();
  for (const node of nodes) {
    const key = node.dataset.key;
    near.set(key, near.get(key) ?? new Set());
    nodesOf.set(key, [...(nodesOf.get(key) ?? []), node]);
  }
  for (const { dataset } of lines) {
    near.get(dataset.a).add(dataset.b);
    near.get(dataset.b).add(dataset.a);
  }
  const linkedProgrammes = (key) => Object.keys(data.programmes).filter((one) => near.get(key)?.has(one));

  // What a search looks through: names in every language, codes, and for a programme the words of its findings.
  const haystacks = new Map();
  for (const [key, one] of Object.entries(data.things)) {
    haystacks.set(key, fold([...Object.values(one.names), ...Object.values(one.shorts ?? {}), one.code ?? ""].join("\n")));
  }
  for (const [key, one] of Object.entries(data.programmes)) {
    const texts = [...one.titles.map((title) => title[0]), one.identifier];
    texts.push(...one.findings.map((finding) => `${finding.number} ${finding.text}`));
    texts.push(...one.evaluations.map((evaluation) => `${evaluation.number} ${evaluation.title}`));
    haystacks.set(key, fold(texts.join("\n")));
  }
  const matches = () => {
    const words = fold(state.query).split(/\s+/).filter(Boolean);
    return words.length ? new Set([...haystacks].filter(([, text]) => words.every((one) => text.includes(one))).map(([key]) => key)) : null;
  };

  // --- elements ----------------------------------------------------------------------------------------------------
  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick") made.addEventListener("click", value);
      else if (value !== undefined && value !== "" && value !== false) made.setAttribute(key, value);
    }
    made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  };
  const isWeb = (address) => /^https?:\/\/[^\s/]/i.test(address);
  const icon = (kind) => {
    const found = document.querySelector(`[data-icon="${kind}"]`);
    return found ? found.cloneNode(true) : null;
  };
  const bdi = (text, language) => make("bdi", { lang: language }, text);
  const chip = (key, text = kindOf(key) === "region" ? `${nameOf(key)} (${word("whole_region")})` : fullName(key)) =>
    make("button", { type: "button", class: "chip", "data-open": key, onclick: () => choose(key, true) }, bdi(text));
  const chips = (keys) => (keys.length ? make("div", { class: "chips" }, keys.map((key) => chip(key))) : make("p", { class: "hint" }, word("none")));
  const titled = (key, ...content) => [make("h3", {}, word(key)), ...content];
  const dotted = (...parts) => parts.filter(Boolean).flatMap((part, place) => (place ? [" · ", part] : [part]));
  const fullName = (key) => (shortOf(key) === nameOf(key) ? nameOf(key) : `${shortOf(key)} — ${nameOf(key)}`);
  const pageLink = (one) => {
    if (!one.page) return null;
    if (!isWeb(one.page)) return bdi(one.page);
    const name = word("open_page_of", { kind: word(one.kind ?? "evaluation").toLowerCase(), number: one.number });
    return make("a", { href: one.page, target: "_blank", rel: "noopener noreferrer", "aria-label": name }, word("open_page"));
  };
  // A long list opens with its first entries; the rest waits behind a button.
  const shortened = (entries, most = 8) => {
    if (entries.length <= most + 1) return entries.map((entry) => entry());
    const holder = make("div", {}, entries.slice(0, most).map((entry) => entry()));
    const more = make("button", { type: "button", class: "link", onclick: () => more.replaceWith(...entries.slice(most).map((entry) => entry())) },
      word("more", { n: entries.length - most }));
    return [holder, more];
  };

  const evidenceOf = (one) => {
    const letters = [...one.text], end = one.mark + [...one.surface].length; // offsets count code points
    const quote = make("p", {}, letters.slice(0, one.mark).join(""), make("mark", {}, letters.slice(one.mark, end).join("")), letters.slice(end).join(""));
    const where = word("quote_from", { kind: word(one.kind), number: one.number, field: one.field, start: one.start, end: one.end });
    return make("div", { class: "evidence" }, make("blockquote", { lang: one.language, dir: "auto" }, quote),
      make("p", { class: "from" }, dotted(where, pageLink(one))));
  };
  // Each role with the sentences that say so; a body without a known role says that.
  const rolesOf = (part) => (part.roles.length ? part.roles : [{ code: "no_role", evidence: [] }]).map((role) => [
    make("p", { class: "role" }, word(role.code)), shortened(role.evidence.map((quote) => () => evidenceOf(quote)), 2)]);
  const findingOf = (one) =>
    make("article", { class: "finding" },
      make("p", { class: "kind" }, icon("finding"), `${word(one.kind)} ${one.number}`),
      make("blockquote", { lang: one.language, dir: "auto" }, make("p", {}, one.text)),
      make("p", { class: "from" }, one.cut ? `${word("cut")} ` : "", pageLink(one)));
  const findingsIn = (keys, keep = () => true) => keys.flatMap((key) => {
    const found = data.programmes[key].findings.filter(keep);
    return found.length ? [() => make("h4", {}, chip(key))].concat(found.map((one) => () => findingOf(one))) : [];
  });

  const programmeSheet = (key, one) => {
    const parts = [...one.parts].sort((a, b) => (b.roles.length > 0) - (a.roles.length > 0) || nameOf(a.organization).localeCompare(nameOf(b.organization)));
    return [
      ...titled("countries", chips([...one.countries, ...one.regions.filter((region) => near.has(region) && near.get(region).has(key))])),
      ...titled("organizations", parts.length ? parts.map((part) =>
        make("div", { class: "part" }, chip(part.organization), rolesOf(part))) : chips([])),
      ...titled("themes", chips(one.themes)),
      ...titled("evaluations", one.evaluations.map((evaluation) => {
        const found = one.findings.filter((finding) => finding.evaluation === evaluation.key);
        return [
          make("h4", {}, bdi(evaluation.title || evaluation.number, evaluation.language)),
          make("p", { class: "from" }, dotted(`${word("evaluation")} ${evaluation.number}`, evaluation.timing && word(evaluation.timing), pageLink(evaluation))),
          shortened(found.map((finding) => () => findingOf(finding))),
        ];
      })),
    ];
  };
  const thingSheet = (key, kind) => {
    const programmes = linkedProgrammes(key);
    const sheet = titled("programmes_in", make("ul", { class: "plain" }, programmes.map((one) => {
      const part = data.programmes[one].parts.find((each) => each.organization === key);
      return make("li", { class: "part" }, chip(one), part ? rolesOf(part) : null);
    })));
    const [head, keep] = kind === "theme" ? ["findings_on", (one) => one.themes.includes(key)]
      : kind === "organization" ? ["findings_naming", (one) => one.organizations.includes(key)] : ["findings_in", undefined];
    const found = findingsIn(programmes, keep);
    return found.length ? [...sheet, ...titled(head, shortened(found, 12))] : sheet;
  };
  const showDetails = () => {
    const key = state.chosen, mark = `${key}|${state.language}`;
    if (mark === shownFor) return;
    shownFor = mark;
    details.classList.toggle("open", key !== "");
    if (!key) return details.replaceChildren(make("p", { class: "hint" }, word("details_hint")));
    const kind = kindOf(key), one = data.programmes[key];
    const forms = one ? [one.cross ? "cross_country" : "programme", one.joint && "joint_one", one.regional && "regional_one"].filter(Boolean) : [kind];
    const title = one ? one.titles[0] : [nameOf(key), state.language];
    details.replaceChildren(
      make("div", { class: "sheet-head" },
        make("div", {}, make("p", { class: "kind" }, icon(kind), forms.map((form) => word(form)).join(" · ")),
          make("h2", { class: "name", tabindex: "-1", lang: title[1], dir: "auto" }, one ? bdi(title[0]) : fullName(key))),
        make("button", { type: "button", class: "tool", onclick: () => close() }, word("close"))),
      ...(one ? one.titles.slice(1).map(([text, language]) => make("p", { class: "from", lang: language, dir: "auto" }, text)) : []),
      make("p", { class: "iri" }, one ? `${one.identifier} · ${one.iri}` : data.things[key].iri),
      ...(one ? programmeSheet(key, one) : thingSheet(key, kind)).flat(9));
    details.scrollTop = 0;
  };

  // --- painting ----------------------------------------------------------------------------------------------------
  const paint = () => {
    const found = matches();
    const fits = (key) => [...state.only].every((form) => data.programmes[key][form]);
    const visible = new Set([...near.keys()].filter((key) => {
      const kind = kindOf(key) === "region" ? "country" : kindOf(key);
      if (state.off.has(kind)) return false;
      return kind === "programme" ? fits(key) : !state.only.size || linkedProgrammes(key).some(fits);
    }));
    const focus = pointed || state.chosen;
    const lit = new Set(focus ? [focus, ...(near.get(focus) ?? [])] : found ?? []);
    if (!focus && found) for (const key of found) for (const other of near.get(key) ?? []) lit.add(other);
    for (const drawing of all(".drawing")) drawing.classList.toggle("dimmed", Boolean(focus || found));
    for (const node of nodes) {
      const key = node.dataset.key;
      node.classList.toggle("off", !visible.has(key));
      node.classList.toggle("lit", lit.has(key));
      node.classList.toggle("chosen", key === state.chosen);
    }
    for (const line of lines) {
      const { a, b } = line.dataset, kind = line.classList[1];
      line.classList.toggle("off", state.off.has(kind) || !visible.has(a) || !visible.has(b));
      line.classList.toggle("lit", focus ? a === focus || b === focus : Boolean(found && (found.has(a) || found.has(b))));
    }
    let shown = 0;
    for (const row of rows) {
      const key = row.dataset.key, stays = visible.has(key) && (!found || found.has(key));
      row.parentElement.hidden = !stays;
      shown += stays;
      if (key === state.chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    for (const group of all("[data-group]")) {
      const items = all("li", group), open = items.filter((item) => !item.hidden).length;
      group.hidden = open === 0;
      group.querySelector(".count").textContent = open === items.length ? open : word("n_of", { n: open, total: items.length });
    }
    const note = byId("kg-found");
    list.hidden = rows.length === 0;
    note.hidden = !(found || shown === 0);
    note.textContent = shown === 0 ? (found ? word("no_match", { q: state.query }) : word("hidden_all")) : counted("matches", shown);
    for (const button of all("[data-off]")) button.setAttribute("aria-pressed", String(!state.off.has(button.dataset.off)));
    for (const button of all("[data-only]")) button.setAttribute("aria-pressed", String(state.only.has(button.dataset.only)));
    roam();
    return shown;
  };
  // The drawing is one tab stop: the chosen node, else the first that is visible.
  const roam = () => {
    for (const drawing of all(".drawing")) {
      const seen = all(".node:not(.off)", drawing);
      const stop = seen.find((node) => node === document.activeElement) ?? seen.find((node) => node.dataset.key === state.chosen) ?? seen[0];
      for (const node of seen) node.setAttribute("tabindex", node === stop ? "0" : "-1");
    }
  };
  const speak = (text) => { status.textContent = text; };

  const translate = () => {
    root.lang = root.dataset.lang = state.language;
    for (const one of all("[data-s]")) one.textContent = word(one.dataset.s);
    for (const one of all("[data-s-label]")) one.setAttribute("aria-label", word(one.dataset.sLabel));
    for (const one of all("[data-s-placeholder]")) one.placeholder = word(one.dataset.sPlaceholder);
    document.title = document.querySelector("h1").textContent;
    const counts = ["programmes", "countries", "organizations", "themes", "evaluations", "findings"];
    const line = counts.map((key) => counted(`n_${key}`, data.counts[key]));
    if (data.total > data.counts.programmes) line.push(word("drawn_of", { n: data.counts.programmes, total: data.total }));
    byId("kg-counts").textContent = line.join(" · ");
    for (const node of nodes) {
      const kind = kindOf(node.dataset.key), name = nameOf(node.dataset.key).slice(0, 300);
      node.setAttribute("aria-label", `${word(kind)}: ${name}`);
      node.querySelector("title").textContent = kind === "region" ? `${name} (${word("whole_region")})` : name;
    }
    for (const row of rows) if (data.things[row.dataset.key]) row.firstChild.textContent = fullName(row.dataset.key);
    for (const group of all("[data-group]")) {
      if (group.dataset.group === "programme") continue;
      const items = all("li", group).sort((a, b) => a.textContent.localeCompare(b.textContent, state.language));
      group.querySelector("ul").append(...items);
    }
    byId("kg-language").value = state.language;
    dress();
  };
  const isDark = () => (state.look || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const dress = () => {
    if (state.look) root.dataset.look = state.look;
    else delete root.dataset.look;
    byId("kg-look").textContent = word(isDark() ? "light" : "dark");
  };

  // --- the state in the address ------------------------------------------------------------------------------------
  const write = (isStep) => {
    const parts = new URLSearchParams();
    const add = (key, value) => value && parts.set(key, value);
    add("open", state.chosen);
    add("q", state.query);
    add("off", [...state.off].sort().join("."));
    add("only", [...state.only].sort().join("."));
    add("lang", state.language === data.language ? "" : state.language);
    add("look", state.look);
    const hash = `#${parts}`.replaceAll("%2F", "/");
    if (hash === (location.hash || "#")) return;
    history[isStep ? "pushState" : "replaceState"](null, "", hash);
  };
  const read = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    const known = (key, choices) => new Set((parts.get(key) ?? "").split(".").filter((one) => choices.includes(one)));
    const chosen = parts.get("open") ?? "";
    state.chosen = near.has(chosen) ? chosen : "";
    state.query = (parts.get("q") ?? "").slice(0, 200);
    state.off = known("off", all("[data-off]").map((one) => one.dataset.off));
    state.only = known("only", all("[data-only]").map((one) => one.dataset.only));
    state.language = languages.includes(parts.get("lang")) ? parts.get("lang") : data.language;
    state.look = ["dark", "light"].includes(parts.get("look")) ? parts.get("look") : "";
    search.value = state.query;
    translate();
    paint();
    showDetails();
  };

  // --- what people do ----------------------------------------------------------------------------------------------
  const choose = (key, moveFocus) => {
    if (moveFocus && !details.contains(document.activeElement)) opener = document.activeElement;
    pointed = "";
    state.chosen = key;
    showDetails();
    paint();
    write(true);
    speak(word("opened", { name: nameOf(key).slice(0, 200), links: counted("n_links", near.get(key)?.size ?? 0) }));
    if (moveFocus) details.querySelector("h2").focus({ preventScroll: true });
    details.parentElement.scrollTop = 0;
    const shown = nodesOf.get(key)?.find((node) => node.getClientRects().length && matchMedia("(min-width: 62.01rem)").matches);
    const box = shown?.getBoundingClientRect();
    if (box && (box.top < 0 || box.bottom > innerHeight)) shown.scrollIntoView({ block: "center" });
    if (matchMedia("(min-width: 47.01rem) and (max-width: 62rem)").matches) details.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    if (!state.chosen) return;
    state.chosen = "";
    showDetails();
    paint();
    write(true);
    speak(word("closed"));
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  };

  for (const node of nodes) {
    node.addEventListener("click", () => { node.focus({ preventScroll: true }); choose(node.dataset.key, true); });
    node.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") { pointed = node.dataset.key; paint(); } });
    node.addEventListener("pointerleave", () => { if (pointed) { pointed = ""; paint(); } });
    node.addEventListener("focus", () => {
      if (!node.matches(":focus-visible")) return;
      pointed = node.dataset.key;
      paint();
      speak(word("opened", { name: `${word(kindOf(pointed))}: ${nameOf(pointed).slice(0, 200)}`, links: counted("n_links", near.get(pointed).size) }));
    });
    node.addEventListener("blur", () => { pointed = ""; paint(); });
  }
  for (const canvas of all(".canvas")) canvas.addEventListener("click", (event) => { if (!event.target.closest(".node")) close(); });
  for (const row of rows) {
    row.addEventListener("click", () => choose(row.dataset.key, true));
    row.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") { pointed = row.dataset.key; paint(); } });
    row.addEventListener("pointerleave", () => { pointed = ""; paint(); });
  }

  // Up and down move within a column, left and right to the nearest joined node of the next column.
  const centre = (node) => { const box = node.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const step = (from, key) => {
    const [x, y] = centre(from);
    const isSide = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
    const others = all(".node:not(.off)", from.closest(".drawing")).filter((node) => node !== from).map((node) => [node, ...centre(node)]);
    const wide = 40;
    const ahead = others.filter(([node, ox, oy]) => isSide
      ? sign * (ox - x) > wide && near.get(from.dataset.key).has(node.dataset.key)
      : Math.abs(ox - x) <= wide && sign * (oy - y) > 0);
    return ahead.sort((a, b) => Math.abs(a[2] - y) - Math.abs(b[2] - y))[0]?.[0];
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTyping = event.target.matches("input, select, textarea"), node = event.target.closest?.(".node");
    if (event.key === "Escape") {
      if (event.target === search && state.query) { search.value = ""; find(); } else close();
    } else if (isTyping) {
      if (event.key === "Enter" && event.target === search) { const first = rows.find((row) => !row.parentElement.hidden); if (first) choose(first.dataset.key, true); }
      return;
    } else if (event.key === "/") search.focus();
    else if (event.key === "+" || event.key === "-" || event.key === "0") zoom(event.key === "+" ? 1 : event.key === "-" ? -1 : 0);
    else if (node && (event.key === "Enter" || event.key === " ")) choose(node.dataset.key, true);
    else if (node && event.key.startsWith("Arrow")) {
      const next = step(node, event.key);
      if (next) { next.setAttribute("tabindex", "0"); next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    } else return;
    event.preventDefault();
  });

  const find = () => {
    state.query = search.value.trim();
    const shown = paint();
    write(false);
    speak(!state.query ? "" : shown ? counted("matches", shown) : word("no_match", { q: state.query }));
  };
  search.addEventListener("input", find);
  const toggle = (set, key) => { if (!set.delete(key)) set.add(key); paint(); write(false); };
  for (const button of all("[data-off]")) button.addEventListener("click", () => toggle(state.off, button.dataset.off));
  for (const button of all("[data-only]")) button.addEventListener("click", () => toggle(state.only, button.dataset.only));
  const zoom = (by) => {
    state.zoom = by ? Math.min(4, Math.max(.5, state.zoom * (by > 0 ? 1.25 : .8))) : 1;
    const canvas = document.querySelector(".canvas");
    canvas.classList.toggle("zoomed", state.zoom !== 1);
    for (const drawing of all(".drawing")) drawing.style.width = state.zoom === 1 ? "" : `${canvas.clientWidth * state.zoom}px`;
  };
  for (const button of all("[data-zoom]")) button.addEventListener("click", () => zoom(Number(button.dataset.zoom)));
  byId("kg-language").addEventListener("change", (event) => { state.language = event.target.value; translate(); paint(); showDetails(); write(false); });
  byId("kg-look").addEventListener("click", () => { state.look = isDark() ? "light" : "dark"; dress(); write(false); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
  read();
})();
