// The page where a reading is confirmed: keys, the link between a place in the text and its card, and the draft kept in this tab.
(function () {
  var lastSelection = null;

  function all(item) {
    return item ? Array.prototype.slice.call(document.querySelectorAll("[data-item~='" + item + "']")) : [];
  }
  function itemsOf(element) {
    return (element.getAttribute("data-item") || "").split(" ").filter(Boolean);
  }
  function light(element, on) {
    itemsOf(element).forEach(function (item) {
      all(item).forEach(function (other) { other.classList.toggle("lit", on); });
    });
  }
  // Inside the text only: the page itself must not jump under the reader's hands.
  function showInText(element) {
    var pane = document.getElementById("source");
    var mark = null;
    itemsOf(element).some(function (item) {
      mark = pane && pane.querySelector("[data-item~='" + item + "']");
      return mark;
    });
    if (!mark || !pane.offsetParent) { return; }
    var box = mark.getBoundingClientRect();
    var frame = pane.getBoundingClientRect();
    if (box.top < frame.top + 24 || box.bottom > frame.bottom - 24) {
      pane.scrollTop += box.top - frame.top - pane.clientHeight / 3;
    }
  }
  function cards() {
    return Array.prototype.slice.call(document.querySelectorAll("[data-review] .proposed"));
  }
  function go(card) {
    if (!card) { return; }
    card.focus();
    card.scrollIntoView({ block: "nearest" });
  }
  function step(from, by) {
    var list = cards();
    var at = from ? list.indexOf(from) : -1;
    go(from ? list[at + by] : list.filter(function (card) { return card.hasAttribute("data-waiting"); })[0] || list[0]);
  }
  // After a decision: the next one nobody has seen, from here on and then from the top; else the launch.
  function goOn(from) {
    // Decided, even if the answer is still on its way: keys may be pressed faster than it comes.
    if (from) { from.removeAttribute("data-waiting"); }
    var list = cards();
    var at = list.indexOf(from);
    var rest = list.slice(at + 1).concat(list.slice(0, Math.max(0, at))).filter(function (card) { return card.hasAttribute("data-waiting"); });
    if (rest.length > 0) { go(rest[0]); } else {
      var launch = document.getElementById("launch");
      if (launch) { launch.focus(); }
    }
  }
  function press(card, key) {
    var button = card && card.querySelector("[data-keys~='" + key + "']");
    if (button) { button.click(); }
    return button !== null && button !== undefined;
  }

  document.addEventListener("keydown", function (event) {
    var review = document.querySelector("[data-review]");
    if (!review || event.defaultPrevented) { return; }
    var card = event.target.closest && event.target.closest(".proposed");
    if (card && (event.ctrlKey || event.metaKey) && event.key === "Enter") {
      if (press(card, "save")) { event.preventDefault(); }
      return;
    }
    if (card && event.key === "Escape" && press(card, "Escape")) { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target.closest && event.target.closest("input, textarea, select, [contenteditable], .mud-picker-content"))) { return; }
    if (event.key === "Enter") {
      if (card === event.target && card && press(card, "Enter")) { event.preventDefault(); }
      else if (event.target.matches && event.target.matches(".piece[data-item]")) { toCard(event.target); }
      return;
    }
    if (card === event.target && card && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(card, event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    if (review.getAttribute("data-review") !== "keys") { return; }
    var key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      step(card, key === "j" ? 1 : -1);
    } else if (key === "t") {
      event.preventDefault();
      document.getElementById("add-selected").click();
    } else if (card && /^[aexmu]$/.test(key) && press(card, key)) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", function (event) {
    var target = event.target.closest ? event.target : null;
    var mover = target && target.closest("[data-moves]");
    if (mover && mover.getAttribute("data-keys") !== "save") { goOn(mover.closest(".proposed")); return; }
    var piece = target && target.closest(".piece[data-item]");
    if (piece && String(window.getSelection()) === "") { toCard(piece); }
  });

  function toCard(piece) {
    var card = itemsOf(piece).map(function (item) { return document.querySelector("[data-review] [data-item~='" + item + "']"); }).filter(Boolean)[0];
    if (!card) { return; }
    var tab = document.getElementById("tab-proposals");
    if (tab && tab.offsetParent && tab.getAttribute("aria-selected") !== "true") { tab.click(); }
    var field = card.querySelector("input");
    setTimeout(function () { go(card.closest(".proposed") || field || card); }, 60);
  }

  ["mouseover", "focusin"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var element = event.target.closest && event.target.closest("[data-item]");
      if (!element || !document.querySelector("[data-review]")) { return; }
      var outer = element.parentElement && element.parentElement.closest("[data-item]");
      if (outer) { light(outer, true); }
      light(element, true);
      if (!element.classList.contains("piece")) { showInText(element); }
    });
  });
  ["mouseout", "focusout"].forEach(function (name) {
    document.addEventListener(name, function () {
      document.querySelectorAll(".lit").forEach(function (element) { element.classList.remove("lit"); });
      var focused = document.activeElement && document.activeElement.closest && document.activeElement.closest(".proposed");
      if (focused) { light(focused, true); }
    });
  });

  // Where the selection lies in the text: pieces carry their first position.
  document.addEventListener("selectionchange", function () {
    var selection = window.getSelection();
    var pane = document.getElementById("source");
    if (!pane || selection.isCollapsed || !pane.contains(selection.anchorNode) || !pane.contains(selection.focusNode)) { return; }
    var range = selection.getRangeAt(0);
    var piece = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-start]");
    if (piece) { lastSelection = { start: Number(piece.getAttribute("data-start")) + range.startOffset, text: String(range) }; }
  });

  function store(act) {
    try { return act(window.sessionStorage); } catch (refused) { return null; }
  }
  var keeping = 0;
  function keepSoon(event) {
    if (!event.target.closest || !event.target.closest("[data-review]")) { return; }
    clearTimeout(keeping);
    keeping = setTimeout(function () {
      var keep = document.getElementById("keep-draft");
      if (keep) { keep.click(); }
    }, 400);
  }
  ["input", "change", "focusout"].forEach(function (name) { document.addEventListener(name, keepSoon); });
  document.addEventListener("input", function (event) {
    var key = event.target.getAttribute && event.target.getAttribute("data-kept-as");
    if (key) { store(function (tab) { tab.setItem(key, event.target.value); }); }
  });

  window.directiveFlow.review = {
    keep: function (key, value) { store(function (tab) { tab.setItem(key, value); }); },
    kept: function (key) { return store(function (tab) { return tab.getItem(key); }); },
    forget: function (key) { store(function (tab) { tab.removeItem(key); }); },
    selected: function () { var taken = lastSelection; lastSelection = null; return taken; },
    caret: function (id) { var field = document.getElementById(id); return field ? field.selectionStart : 0; },
    go: function (id) { go(document.getElementById(id)); },
    // The answer to a decision comes late on a slow line: whoever works in another field meanwhile stays there.
    goOn: function (id) {
      var card = document.getElementById(id);
      var field = document.activeElement && document.activeElement.closest("input, textarea, select");
      if (!field || (card && card.contains(field))) { goOn(card); }
    },
    keys: function (value) {
      if (value !== undefined && value !== null) { try { window.localStorage.setItem("directiveflow.keys", value ? "on" : "off"); } catch (refused) { return value; } }
      try { return window.localStorage.getItem("directiveflow.keys") !== "off"; } catch (refused) { return true; }
    }
  };
})();
