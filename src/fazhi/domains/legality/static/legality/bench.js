/* The workbench by keyboard: j/k next and previous doubt, a confirm, x reject, e edit, u undo, n add at the selection, f filter. Every act is a form that
   works without this script; with it only the one card is exchanged. */
"use strict";
(function () {
  var said = document.getElementById("said"), here = null, last = "";
  var keys = document.querySelector(".keys");
  if (keys) { keys.hidden = false; }

  /* the doubts the filter shows; asked of their classes, so that nothing off the screen is laid out */
  var show = document.getElementById("show");
  function doubts() {
    return Array.from(document.querySelectorAll(".doubt")).filter(function (d) { return !show || !show.value || d.classList.contains(show.value); });
  }

  function marks(n) { return document.querySelectorAll('mark[data-n="' + n + '"]'); }

  function go(doubt, quietly) {
    if (!doubt) { return; }
    document.querySelectorAll(".here").forEach(function (e) { e.classList.remove("here"); });
    here = doubt;
    doubt.classList.add("here");
    marks(doubt.dataset.n).forEach(function (m) { m.classList.add("here"); });
    doubt.focus({ preventScroll: true });
    if (!quietly) { doubt.scrollIntoView({ block: "center" }); }
  }

  function move(by) {
    var all = doubts(), at = here ? all.indexOf(here) : by > 0 ? -1 : all.length;
    var next = all[at + by];
    if (next) { go(next); } else { said.textContent = by > 0 ? "已是最后一处" : "已是第一处"; }
  }

  function nextOpen(after) {
    var all = doubts(), at = all.indexOf(after);
    var rest = all.slice(at + 1).concat(all.slice(0, at));
    go(rest.find(function (d) { return d.dataset.status === "open"; }) || after);
  }

  /* one form for all doubts: laid into the card in hand and filled with its words */
  var edit = document.getElementById("edit");
  function open(key) {
    var way = here && here.querySelector('a[data-key="' + key + '"]');
    if (!way || !edit) { return; }
    var old = edit.closest(".doubt");
    if (old !== here) {
      var text = function (choice) { var part = here.querySelector(choice); return part ? part.textContent : ""; };
      edit.querySelectorAll("form").forEach(function (form) { form.reset(); });
      document.getElementById("e-severity").value = text(".sev");
      document.getElementById("e-why").value = text("[data-why]");
      document.getElementById("e-advice").value = text("[data-advice]");
      document.getElementById("e-replacement").value = text(".advice ins");
      here.append(edit);
    }
    var heading = edit.querySelector("h2");
    if (heading) { heading.remove(); }
    edit.hidden = false;
    edit.querySelectorAll("form").forEach(function (form) { form.hidden = form.dataset.part !== key; form.action = here.dataset.act; });
    document.getElementById(key === "x" ? "e-reason" : "e-why").focus();
  }

  function putAway() {
    if (!edit || edit.hidden) { return; }
    edit.hidden = true;
    document.querySelector(".bench").before(edit);
  }

  /* one card is sent and exchanged; a refusal is said at the card, and what was typed stays */
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-judge]");
    if (!form) { return; }
    event.preventDefault();
    var button = event.submitter, card = (button || form).closest(".doubt"), body = new FormData(form);
    if (!card) { form.submit(); return; }
    if (button && button.name) { body.set(button.name, button.value); }
    card.setAttribute("aria-busy", "true");
    fetch(card.dataset.act, { method: "POST", body: body, headers: { "X-Part": "doubt" }, credentials: "same-origin" })
      .then(function (answer) { return answer.text().then(function (text) { return [answer, text]; }); })
      .then(function (pair) { if (pair[0].ok && !pair[0].redirected) { exchange(card, pair[1], pair[0].headers.get("X-Open")); } else { refuse(card, pair[0].status === 422 ? pair[1] : "没有写入，请刷新页面后再试"); } })
      .catch(function () { refuse(card, "网络不通，没有写入；您填写的内容还在"); });
  });

  function exchange(card, html, left) {
    var box = document.createElement("template");
    box.innerHTML = html.trim();
    var fresh = box.content.firstElementChild;
    putAway();
    card.replaceWith(fresh);
    marks(fresh.dataset.n).forEach(function (m) { m.classList.toggle("rejected", fresh.dataset.status === "rejected"); });
    var count = document.getElementById("open-count");
    if (count && left !== null) { count.textContent = left; }
    said.textContent = "第" + fresh.dataset.n + "处已" + fresh.querySelector(".state").textContent;
    last = fresh.dataset.n;
    if (fresh.dataset.status === "open") { go(fresh); } else { nextOpen(fresh); }
  }

  /* undo: the doubt in hand where it was judged, else the one judged last */
  function undo() {
    var card = here && here.querySelector('[data-key="u"]') ? here : document.getElementById("d-" + last);
    var button = card && card.querySelector('[data-key="u"]');
    if (button) { button.click(); } else { said.textContent = "没有可以撤销的处理"; }
  }

  if (show) {
    show.parentElement.hidden = false;
    show.addEventListener("change", function () {
      document.querySelector(".bench").dataset.show = show.value;
      said.textContent = "现在列出" + doubts().length + "处";
    });
  }

  function refuse(card, words) {
    card.removeAttribute("aria-busy");
    var old = card.querySelector(".refusal");
    if (old) { old.remove(); }
    var line = document.createElement("p");
    line.className = "refusal";
    line.setAttribute("role", "alert");
    line.textContent = words;
    card.append(line);
  }

  /* the article unfolds in place */
  document.addEventListener("toggle", function (event) {
    var part = event.target;
    if (!part.matches || !part.matches("details[data-article]") || !part.open || part.dataset.read) { return; }
    part.dataset.read = "1";
    var place = part.querySelector(".unfold");
    fetch(part.dataset.article, { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(); } return answer.text(); })
      .then(function (html) { place.innerHTML = html; })
      .catch(function () { delete part.dataset.read; });
  }, true);

  /* a new doubt at the selected words */
  function offset(node, at) {
    var line = (node.nodeType === 1 ? node : node.parentElement).closest("p[data-at]");
    if (!line) { return null; }
    var range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, at);
    return Number(line.dataset.at) + Array.from(range.toString()).length;
  }

  function addAtSelection() {
    var form = document.getElementById("add"), chosen = window.getSelection();
    if (!form) { return; }
    if (chosen.rangeCount && chosen.toString().trim()) {
      var range = chosen.getRangeAt(0), start = offset(range.startContainer, range.startOffset);
      if (start !== null) {
        document.getElementById("add-quote").value = chosen.toString().replace(/\n+/g, "\n");
        document.getElementById("add-start").value = start;
      }
    }
    form.scrollIntoView({ block: "start" });
    document.getElementById("add-provision").focus();
  }

  document.addEventListener("click", function (event) {
    var mark = event.target.closest("mark[data-n]");
    if (mark && !window.getSelection().toString()) { go(document.getElementById("d-" + mark.dataset.n)); return; }
    var card = event.target.closest(".doubt"), way = event.target.closest("a[data-key]");
    if (way && card) { event.preventDefault(); go(card, true); open(way.dataset.key); return; }
    if (card && card !== here && !event.target.closest("button, summary, a, input, textarea, select")) { go(card, true); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && event.target.matches("input, textarea, select") && here && here.contains(event.target)) {
      putAway();
      here.focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches("input, textarea, select")) { return; }
    var acts = { j: function () { move(1); }, k: function () { move(-1); }, x: function () { open("x"); }, e: function () { open("e"); }, u: undo, n: addAtSelection, f: function () { if (show) { show.focus(); } },
                 a: function () { var b = here && here.querySelector('button[data-key="a"]'); if (b) { b.click(); } } };
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });

  /* the machine's review runs in the worker: its progress is read until it is done, then its doubts are shown */
  var running = document.querySelector("[data-running]");
  function watch() {
    fetch(running.dataset.running, { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(); } return answer.text(); })
      .then(function (text) { if (text) { running.textContent = text; setTimeout(watch, 1500); } else { location.reload(); } })
      .catch(function () { setTimeout(watch, 6000); });
  }
  if (running) { setTimeout(watch, 800); }

  var named = location.hash && document.querySelector(location.hash.replace(/[^#\w-]/g, ""));
  if (named && named.matches(".doubt")) { go(named); }
})();
