/* In the query box Enter searches; a new line is Shift and Enter. */
"use strict";
document.addEventListener("keydown", function (event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "q") {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
