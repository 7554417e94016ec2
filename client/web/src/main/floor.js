// Says so where a browser is too old for the app, or where the app could not start, instead of a page that waits for ever.
// A classic script in the language of 2009: it must run in every browser that the app does not.
(function (app) {
  function say(title, text) {
    app.innerHTML = "<main><h1>" + title + "</h1><p>" + text + "</p><p>Your recovery words bring you back on any other device.</p></main>";
    app.firstChild.style.margin = "1em";
  }
  // What the oldest browsers below were the last to get: Safari all of it, Chrome the first, Firefox the second.
  if (!window.structuredClone || !window.HTMLDialogElement || ![].at || !Object.hasOwn) {
    say("This browser is too old for Plenary", "Plenary needs __BROWSERS__ or newer; on an iPhone or iPad, iOS __IOS__. Please update this browser, or join on another device.");
    // Without its place the app does not start, should it get this far.
    app.id = "";
  }
  // Scripts that did not arrive tell only whoever listens on the way down. An app that starts after all takes this away.
  else
    addEventListener("error", function (event) {
      if (!app.firstChild && event.target.tagName != "LINK")
        say("This page could not start", "Please load it again, or use another browser or device.");
    }, true);
})(document.getElementById("app"));
