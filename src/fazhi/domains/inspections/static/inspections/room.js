/* Drag a visit onto a day and be told at once what it breaks; the date field under each visit does the same by keyboard. */
"use strict";
(function () {
  var room = document.querySelector(".room"), told = document.getElementById("told"), held = null;
  if (!room) { return; }

  function send(item, day, ask) {
    var data = new FormData(item.querySelector("form"));
    data.set("to", day);
    if (ask) { data.set("ask", "1"); }
    return fetch(room.dataset.move, { method: "POST", body: data, headers: { Accept: "application/json" }, credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.json(); });
  }

  function line(text) { var p = document.createElement("p"); p.textContent = text; told.appendChild(p); return p; }

  function tell(item, day, answer) {
    told.textContent = "";
    line(item.querySelector("h3").textContent + " 改到 " + day + (answer.may ? "：可以。" : "：不行。"));
    answer.broken.forEach(function (b) { line((b.hard ? "违反：" : "提醒：") + b.message); });
    if (!answer.may) { return; }
    var yes = document.createElement("button");
    yes.type = "button"; yes.textContent = "就改到这一天";
    yes.addEventListener("click", function () {
      send(item, day, false).then(function (done) { if (done.done) { location.assign("?day=" + day + "#day"); } else { tell(item, day, done); } }).catch(lost);
    });
    told.appendChild(yes);
  }

  function lost() { told.textContent = "没有得到回答，什么也没有改动。请检查网络后再试。"; }
  function ask(item, day) { send(item, day, true).then(function (answer) { tell(item, day, answer); }).catch(lost); }

  room.addEventListener("dragstart", function (event) {
    held = event.target.closest("li[data-firm]");
    if (held) { held.classList.add("held"); event.dataTransfer.setData("text/plain", held.dataset.firm); }
  });
  room.addEventListener("dragend", function () { if (held) { held.classList.remove("held"); } held = null; });
  room.querySelectorAll("td[data-day]").forEach(function (cell) {
    cell.addEventListener("dragover", function (event) { if (held) { event.preventDefault(); cell.classList.add("over"); } });
    cell.addEventListener("dragleave", function () { cell.classList.remove("over"); });
    cell.addEventListener("drop", function (event) {
      event.preventDefault(); cell.classList.remove("over");
      if (held) { ask(held, cell.dataset.day); }
    });
  });
  room.addEventListener("change", function (event) {
    var item = event.target.name === "to" && event.target.closest("li[data-firm]");
    if (item && event.target.value) { ask(item, event.target.value); }
  });
})();
