// The few things a page cannot do from the server: the look before the first paint, readiness, focus.
window.directiveFlow = {
  theme: function () {
    return document.documentElement.dataset.theme;
  },
  setTheme: function (value) {
    document.documentElement.dataset.theme = value;
    document.cookie = "directiveflow.theme=" + value + ";path=/;max-age=31536000;samesite=lax";
  },
  markInteractive: function () {
    document.documentElement.dataset.interactive = "true";
  },
  focus: function (id) {
    var element = document.getElementById(id);
    if (element) { element.focus(); }
  }
};
// Nobody has chosen yet: follow the system.
if (!document.documentElement.dataset.theme) {
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
// Escape closes what hangs open, wherever the focus went, and gives the focus back to its button; else the panel beside a list.
document.addEventListener("keydown", function (event) {
  if (event.key !== "Escape") { return; }
  var backdrop = document.querySelector(".backdrop");
  var panel = document.getElementById("close-panel");
  if (backdrop) {
    backdrop.parentElement.querySelector("button").focus();
    backdrop.click();
  } else if (panel && !(event.target.closest && event.target.closest("textarea, input, select"))) {
    panel.click();
  }
});
// The skip link moves the focus, which following a link inside a page does not do under the router.
document.addEventListener("click", function (event) {
  if (event.target.closest && event.target.closest(".skip")) {
    event.preventDefault();
    window.directiveFlow.focus("main");
  }
}, true);
// "/" and Ctrl+K go to the search field, unless something is being typed.
document.addEventListener("keydown", function (event) {
  var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
  var jump = (event.ctrlKey && event.key.toLowerCase() === "k") || (event.key === "/" && !typing);
  var search = document.getElementById("search");
  if (jump && search) { event.preventDefault(); search.focus(); search.select(); }
});
