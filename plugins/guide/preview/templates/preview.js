// Reloads the page when the preview has a new one, and shows what is wrong with the guide. A browser
// keeps the place on a page that is reloaded. Hidden tabs do not listen: browsers allow few
// connections to a server, and a tab that is shown again asks whether it is out of date.
(function () {
  "use strict";
  var notice = document.getElementById("guide-preview");
  var list = notice.querySelector("ul");
  var events = null;

  function show(lines) {
    list.textContent = "";
    lines.forEach(function (line) {
      list.appendChild(document.createElement("li")).textContent = line;
    });
    notice.hidden = lines.length === 0;
  }

  function listen() {
    if (events || document.hidden) return;
    events = new EventSource(notice.getAttribute("data-events"));
    events.addEventListener("problems", function (event) {
      show(JSON.parse(event.data));
    });
    events.addEventListener("reload", function () {
      leave();
      location.reload();
    });
  }

  function leave() {
    if (events) events.close();
    events = null;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) leave();
    else listen();
  });
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();
})();
