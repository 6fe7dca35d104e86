// Turns the page to "unknown since" once it is no longer valid; it does nothing else, and without it
// the page says the same in words. A moment that cannot be read counts as past.
(function () {
  "use strict";
  var page = document.documentElement;
  var until = Date.parse(page.getAttribute("data-valid-until"));
  function show(name, isShown) {
    var found = document.getElementsByClassName(name);
    for (var i = 0; i < found.length; i += 1) {
      found[i].hidden = !isShown;
    }
  }
  function look() {
    if (Date.now() < until || page.hasAttribute("data-expired")) {
      return;
    }
    page.setAttribute("data-expired", "");
    document.title = page.getAttribute("data-expired-title");
    show("while-valid", false);
    show("once-expired", true);
  }
  look();
  setInterval(look, 1000);
})();
