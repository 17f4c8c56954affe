/* Small helps on top of pages that work without script: keep the place in lists, confirm leaving a half-filled form, print. */
"use strict";
(function () {
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) { window.print(); }
  });
  document.querySelectorAll("[data-print]").forEach(function (b) { b.hidden = false; });

  /* a filter form sends itself when a choice changes by pointer; by keyboard every arrow is a change, so there its button sends it */
  var pointed = false;
  document.addEventListener("pointerdown", function () { pointed = true; }, true);
  document.addEventListener("keydown", function () { pointed = false; }, true);
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-auto]");
    if (form && pointed && event.target.matches("select, input[type=date]")) { form.requestSubmit(); }
  });

  /* what was typed is not lost by a stray click */
  var changed = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest("form[data-guard]")) { changed = true; }
  });
  document.addEventListener("submit", function () { changed = false; });
  window.addEventListener("beforeunload", function (event) { if (changed) { event.preventDefault(); } });

  /* the first refusal of a form gets the focus */
  var refused = document.querySelector("[aria-invalid=true]");
  if (refused) { refused.focus(); }

  /* htmx sends Django's token from the cookie-less meta of the form it stands in */
  document.body.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token) { event.detail.headers["X-CSRFToken"] = token.value; }
  });
})();
