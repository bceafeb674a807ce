// Keys 1, 2, 3 and votes without loading the page anew. Whatever fails is done
// by the form itself.
(() => {
  "use strict";
  let on = true, busy = false;
  const ballot = () => document.querySelector("form.ballot");

  function ready() {
    const toggle = document.getElementById("keys");
    if (!toggle) return;
    toggle.checked = on;
    toggle.closest("p").hidden = false;
    toggle.addEventListener("change", () => { on = toggle.checked; });
  }

  async function vote(form, button) {
    const body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    const answer = await fetch(form.action, { method: "POST", body, cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("content");
    if (!next || !next.querySelector(".vote-page")) throw new Error("another page");
    document.getElementById("content").replaceWith(next);
    document.title = page.title;
    history.replaceState(null, "", answer.url);
    scrollTo(0, 0);
    next.focus({ preventScroll: true });
    ready();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    if (form !== ballot() || !button || form.elements.from) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    vote(form, button).catch(() => {
      const choice = document.createElement("input");
      choice.type = "hidden";
      choice.name = button.name;
      choice.value = button.value;
      form.append(choice);
      form.submit();
    }).finally(() => { busy = false; });
  });

  document.addEventListener("keydown", (event) => {
    const form = ballot();
    if (!on || !form || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const button = form.querySelectorAll("button[name=choice]")[["1", "2", "3"].indexOf(event.key)];
    if (button) {
      event.preventDefault();
      button.click();
    }
  });

  ready();
})();
